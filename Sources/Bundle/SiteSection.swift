import Vocabulary

/// The site's choices as `prodromed` and the tool see them. Decoding checks all of it; see
/// `SiteSection.init(bytes:version:)`.
public struct SiteSection: Sendable {
  /// Where the derivations come from.
  public enum Montage: UInt8, Sendable {
    /// Those that the input's labels allow, else each input as recorded.
    case automatic = 1
    /// The longitudinal bipolar montage.
    case doubleBanana = 2
    /// Those listed.
    case listed = 3
  }

  /// The mains frequencies that are removed and watched.
  public enum Mains: UInt8, Sendable {
    /// 50 Hz.
    case fifty = 1
    /// 60 Hz.
    case sixty = 2
    /// Both, where it is not known.
    case either = 3
  }

  /// How the threshold follows the person.
  public enum OwnLevel: Equatable, Sendable {
    /// It is learned on the board.
    case learned
    /// It stays so many steps from the model's threshold; 0: the model's own.
    case fixed(steps: Int8)
  }

  /// The difference of two electrodes; without a second one, the first as recorded.
  public struct Derivation: Equatable, Sendable {
    /// The electrode, or a whole channel's label.
    public var positive: ChannelName
    /// What is taken off; empty: nothing.
    public var negative: ChannelName

    /// Creates a derivation.
    public init(positive: ChannelName, negative: ChannelName = ChannelName()) {
      self.positive = positive
      self.negative = negative
    }
  }

  /// The version of the section's form.
  public static let version: UInt16 = 3
  /// The steps that an own level may be fixed at.
  public static let ownLevelRange: ClosedRange<Int8> = -40...40
  /// The most station keys.
  public static let maximumStationKeys = 4

  /// The mains frequencies that are removed and watched.
  public var mains: Mains
  /// Which of the model's thresholds is used.
  public var operatingPoint: OperatingPoint
  /// The log's sizes.
  public var log: LogSizes
  /// Where the derivations come from.
  public var montage: Montage
  /// How many derivations are listed; 0 unless the montage is `listed`.
  public private(set) var derivationCount: Int
  /// The derivations; only the first `derivationCount` mean anything.
  public private(set) var derivations: PerChannel<Derivation>
  /// How many stations may read sealed records.
  public private(set) var stationKeyCount: Int
  /// The stations' public keys; only the first `stationKeyCount` mean anything.
  public private(set) var stationKeys: InlineArray<4, InlineArray<32, UInt8>>

  /// How the threshold follows the person.
  public var ownLevel = OwnLevel.learned
  /// When the site's clocks are how far ahead of UTC.
  public var timeZone = TimeZoneRules.utc

  /// Creates a site without listed derivations and station keys.
  public init(mains: Mains, operatingPoint: OperatingPoint, log: LogSizes, montage: Montage) {
    self.mains = mains
    self.operatingPoint = operatingPoint
    self.log = log
    self.montage = montage
    derivationCount = 0
    derivations = InlineArray(repeating: Derivation(positive: ChannelName()))
    stationKeyCount = 0
    stationKeys = InlineArray(repeating: InlineArray(repeating: 0))
  }

  /// Adds a derivation.
  ///
  /// - Precondition: There are fewer than `Limits.channels`.
  public mutating func append(_ derivation: Derivation) {
    precondition(derivationCount < Limits.channels)
    derivations[derivationCount] = derivation
    derivationCount += 1
  }

  /// Adds a station's public key.
  ///
  /// - Precondition: There are fewer than `maximumStationKeys`.
  public mutating func append(stationKey: InlineArray<32, UInt8>) {
    precondition(stationKeyCount < SiteSection.maximumStationKeys)
    stationKeys[stationKeyCount] = stationKey
    stationKeyCount += 1
  }
}
