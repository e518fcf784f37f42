import Vocabulary

/// Looks for a machine that slept: nothing was watched meanwhile, and what is remembered of the signal is older than
/// the monotonic clock tells.
public struct SleepWatch: Sendable {
  /// From so long on it was a sleep; less is two clocks read one after the other.
  public static let limitNanoseconds: UInt64 = 100_000_000

  private let sleptBefore: UInt64
  /// How long the machine slept while this program ran; nil while it has not.
  public private(set) var found: FaultDetail?

  /// Begins with what the machine had slept before.
  public init(sleptNanoseconds: UInt64) {
    sleptBefore = sleptNanoseconds
  }

  /// Takes how long the machine has slept by now.
  public mutating func step(sleptNanoseconds: UInt64) {
    guard found == nil, sleptNanoseconds > sleptBefore else { return }
    let slept = sleptNanoseconds - sleptBefore
    if slept >= Self.limitNanoseconds { found = .slept(milliseconds: UInt32(clamping: slept / 1_000_000)) }
  }
}
