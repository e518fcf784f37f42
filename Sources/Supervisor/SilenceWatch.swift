import Vocabulary

/// Looks for decisions that do not come though frames do.
public struct SilenceWatch: Sendable {
  /// Without a decision for so long, there is a fault: three hops of a second.
  public static let limitNanoseconds: UInt64 = 3_000_000_000

  /// How long the front end measures its own test signal, and what setting it up twice takes.
  static let testNanoseconds: UInt64 = 2_000_000_000

  private var latest: UInt64
  /// Whether decisions do not come.
  private(set) var isSilent = false

  /// Begins at a time of the monotonic clock, as if a decision had just been made, or were made when the front end has
  /// measured its own test signal.
  public init(now: UInt64, testsFirst: Bool = false) {
    latest = testsFirst ? now &+ Self.testNanoseconds : now
  }

  /// A decision is complete.
  ///
  /// - Returns: The fault's end, if there was one.
  public mutating func decided(now: UInt64) -> FaultChange? {
    latest = now
    guard isSilent else { return nil }
    isSilent = false
    return FaultChange(.overrun, .cleared)
  }

  /// Time has passed.
  ///
  /// - Parameters:
  ///   - now: By the monotonic clock.
  ///   - isFrontEndFaulty: Whether there are no frames to decide on, which is a fault of its own.
  /// - Returns: The fault's beginning, if it begins.
  public mutating func step(now: UInt64, isFrontEndFaulty: Bool) -> FaultChange? {
    let silence = now > latest ? now &- latest : 0
    guard !isSilent && !isFrontEndFaulty && silence > Self.limitNanoseconds else { return nil }
    isSilent = true
    return FaultChange(.overrun, .raised, .silence(milliseconds: UInt32(clamping: silence / 1_000_000)))
  }
}
