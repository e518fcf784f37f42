import Vocabulary

/// Looks after the supply, where the board reports it: a voltage that is too low once is followed by others.
public struct PowerWatch: Sendable {
  /// The supply is well again when it has been for so long.
  public static let recoveryNanoseconds: UInt64 = 30_000_000_000

  private var isFaulty = false
  private var lastLow: UInt64 = 0

  /// Begins with a supply that is well.
  public init() {}

  /// Takes a reading.
  ///
  /// - Parameters:
  ///   - isLow: Whether the voltage is too low, or was just now.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: The fault that begins or ends, if one does.
  public mutating func step(isLow: Bool, now: UInt64) -> FaultChange? {
    if isLow { lastLow = now }
    if isLow && !isFaulty {
      isFaulty = true
      return FaultChange(.undervoltage, .raised)
    }
    guard isFaulty && now &- lastLow >= Self.recoveryNanoseconds else { return nil }
    isFaulty = false
    return FaultChange(.undervoltage, .cleared)
  }
}
