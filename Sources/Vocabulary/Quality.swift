/// What is known to be wrong with a channel over a stretch of samples; empty means nothing found.
///
/// `QualityKind` has the table of all: names, reasons, and which of them a site may choose. A stage that cannot know
/// sets `unknown`; nothing ever reads as normal by default.
public struct Quality: Equatable, Sendable {
  /// One bit for each defect.
  public var rawValue: UInt16

  /// Creates a quality from its bits.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Nothing wrong was found.
  public static let good = Quality(rawValue: 0)
  /// The signal hardly moves.
  public static let flat = Quality(rawValue: 1 << 0)
  /// The converter or the declared range was reached.
  public static let saturated = Quality(rawValue: 1 << 1)
  /// The front end reports the electrode as off.
  public static let leadOff = Quality(rawValue: 1 << 2)
  /// Mains interference dominates.
  public static let mains = Quality(rawValue: 1 << 3)
  /// Muscle activity dominates.
  public static let muscle = Quality(rawValue: 1 << 4)
  /// Samples are missing.
  public static let gap = Quality(rawValue: 1 << 5)
  /// The filters have not settled since the start or the last gap.
  public static let settling = Quality(rawValue: 1 << 6)
  /// The front end marked samples as not to be trusted.
  public static let invalid = Quality(rawValue: 1 << 7)
  /// The amplitude in the EEG's band is below what electrodes on a scalp give.
  public static let weak = Quality(rawValue: 1 << 8)
  /// The amplitude in the EEG's band is above what a head can give.
  public static let excessive = Quality(rawValue: 1 << 9)
  /// Another channel carries the same signal.
  public static let copied = Quality(rawValue: 1 << 10)
  /// The same stretch comes again and again, alike to the converter's noise.
  public static let repeated = Quality(rawValue: 1 << 11)
  /// The spectrum is no EEG's: white, or what the notch has left of mains.
  public static let spectrum = Quality(rawValue: 1 << 12)
  /// Pulses with nothing between them, such as a heart's.
  public static let pulses = Quality(rawValue: 1 << 13)
  /// There are not yet enough samples to tell.
  public static let unknown = Quality(rawValue: 1 << 15)

  /// Both sets of defects together.
  public func union(_ other: Quality) -> Quality {
    Quality(rawValue: rawValue | other.rawValue)
  }

  /// The defects found in both.
  public func intersection(_ other: Quality) -> Quality {
    Quality(rawValue: rawValue & other.rawValue)
  }

  /// Whether every defect of `other` is present.
  public func contains(_ other: Quality) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }

  /// Whether no defect is present.
  public var isGood: Bool { rawValue == 0 }
}
