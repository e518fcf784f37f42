/// What the platform grants the program at its start; a missing one is a degradation that the record must show.
public struct Capabilities: Equatable, Sendable {
  /// One bit for each capability.
  public var rawValue: UInt32

  /// Creates a set from its bits.
  public init(rawValue: UInt32 = 0) {
    self.rawValue = rawValue
  }

  /// The threads run with real-time priority.
  public static let realTimePriority = Capabilities(rawValue: 1 << 0)
  /// The program's memory is locked.
  public static let lockedMemory = Capabilities(rawValue: 1 << 1)
  /// The heap is sealed: a later allocation is a fault.
  public static let sealedHeap = Capabilities(rawValue: 1 << 2)
  /// A hardware watchdog is fed.
  public static let watchdog = Capabilities(rawValue: 1 << 3)
  /// System calls are filtered.
  public static let systemCallFilter = Capabilities(rawValue: 1 << 4)

  /// The log is sealed.
  public static let sealedLog = Capabilities(rawValue: 1 << 5)
  /// The board tells of a supply whose voltage is too low.
  public static let supplyWatched = Capabilities(rawValue: 1 << 6)

  /// Both sets together.
  public func union(_ other: Capabilities) -> Capabilities {
    Capabilities(rawValue: rawValue | other.rawValue)
  }

  /// Whether every capability of `other` is granted.
  public func contains(_ other: Capabilities) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }
}
