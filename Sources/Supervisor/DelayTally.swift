import Vocabulary

/// Delays by their length: the median, the 99.9th percentile and the worst.
public struct DelayTally {
  /// Delays are counted in steps of so many nanoseconds.
  private static let stepNanoseconds: UInt64 = 10_000

  private var count: UInt64 = 0
  private var worst: UInt64 = 0
  private var delays: InlineArray<1024, UInt32> = InlineArray(repeating: 0)

  /// Creates a tally without a delay.
  public init() {}

  /// Takes one.
  public mutating func add(nanoseconds delay: UInt64) {
    worst = max(worst, delay)
    delays[Int(min(delay / Self.stepNanoseconds, 1023))] += 1
    count += 1
  }

  /// Says what was measured.
  public func write<Text: ByteSink & ~Copyable>(_ what: StaticString, to text: inout Text) {
    text.write(what)
    text.write(": median us ")
    text.write(delay(permille: 500) / 1000)
    text.write(", p99.9 us ")
    text.write(delay(permille: 999) / 1000)
    text.write(", worst us ")
    text.write(worst / 1000)
    text.write("\n")
  }

  /// The delay that so many thousandths of all do not exceed, in whole steps.
  private func delay(permille: UInt64) -> UInt64 {
    var seen: UInt64 = 0
    for index in 0..<1024 {
      seen += UInt64(delays[index])
      if seen * 1000 >= count * permille { return UInt64(index + 1) * Self.stepNanoseconds }
    }
    return worst
  }
}
