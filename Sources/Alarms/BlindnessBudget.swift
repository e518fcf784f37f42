/// Counts the hops that could not be judged among those of the last half minute and of the last ten minutes: whatever
/// the pattern, a fifth of either is too much.
///
/// Counts hops, which last a second with the default detector. Hops before the first judged one are not counted: a
/// start has its own limit.
public struct BlindnessBudget: ~Copyable {
  /// The hops of the last half minute, and of the last ten minutes.
  public static let shortHops = 30
  public static let longHops = 600
  /// The part of either that may be blind: a fifth.
  public static let part = 5
  /// Good hops in a row after which an alarm raised by the budget falls. With the hops that a window takes to fill
  /// these are less than the half minute of good data within which the device recovers.
  static let recoveryHops: UInt64 = 20

  /// A bit for each of the last 608 hops, the newest at `next - 1`; those not yet there are not blind.
  private var bits: InlineArray<19, UInt32> = InlineArray(repeating: 0)
  private var next = 0
  private var shortBlind = 0
  private var longBlind = 0
  private var isStarted = false

  private static let capacity = 19 * 32

  /// Whether more than a fifth of the last half minute or of the last ten minutes was blind.
  var isExceeded: Bool {
    Self.part * shortBlind > Self.shortHops || Self.part * longBlind > Self.longHops
  }

  /// Takes a hop, after some that were lost.
  mutating func step(isJudged: Bool, lostHops: UInt64) {
    isStarted = isStarted || isJudged
    guard isStarted else { return }
    for _ in 0..<Int(min(lostHops, UInt64(BlindnessBudget.longHops))) { append(isBlind: true) }
    append(isBlind: !isJudged)
  }

  private mutating func append(isBlind: Bool) {
    shortBlind -= isBlindHop(ago: BlindnessBudget.shortHops) ? 1 : 0
    longBlind -= isBlindHop(ago: BlindnessBudget.longHops) ? 1 : 0
    let bit = UInt32(1) << UInt32(next % 32)
    if isBlind { bits[next / 32] |= bit } else { bits[next / 32] &= ~bit }
    next = next + 1 == BlindnessBudget.capacity ? 0 : next + 1
    shortBlind += isBlind ? 1 : 0
    longBlind += isBlind ? 1 : 0
  }

  /// Whether the hop `hops` ago was blind; 1 is the newest.
  private func isBlindHop(ago hops: Int) -> Bool {
    let place = next >= hops ? next - hops : next - hops + BlindnessBudget.capacity
    return bits[place / 32] & (1 << UInt32(place % 32)) != 0
  }
}
