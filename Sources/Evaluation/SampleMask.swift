/// Intervals drawn on a grid of samples, as timescoring's `Annotation` does: bounds go to the nearest sample, ties to
/// the even one.
struct SampleMask {
  private(set) var samples: [Bool]
  let rate: Double

  init(_ intervals: [Interval], rate: Double, count: Int) {
    samples = Array(repeating: false, count: count)
    self.rate = rate
    for interval in intervals { insert(interval) }
  }

  /// How many samples a recording has at `rate`.
  static func count(durationSeconds: Double, rate: Double) -> Int {
    Int((durationSeconds * rate).rounded(.toNearestOrEven))
  }

  mutating func insert(_ interval: Interval) {
    for index in range(of: interval) { samples[index] = true }
  }

  /// How many samples of `interval` are set.
  func count(in interval: Interval) -> Int {
    samples[range(of: interval)].count { $0 }
  }

  /// How many samples are set.
  var count: Int { samples.count { $0 } }

  private func range(of interval: Interval) -> Range<Int> {
    let lower = index(of: interval.onset)
    return lower..<max(lower, index(of: interval.end))
  }

  private func index(of seconds: Double) -> Int {
    Int(min(max((seconds * rate).rounded(.toNearestOrEven), 0), Double(samples.count)))
  }
}
