/// What is known to be wrong with a channel over a stretch of samples; empty means nothing found.
///
/// A stage that cannot know sets `unknown`; nothing ever reads as normal by default.
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

  /// Whether any defect is present.
  public var isGood: Bool { rawValue == 0 }
}
