import Linux

/// How regular the data-ready edges are, and how long after its edge a sample is in hand.
struct EdgeTiming {
  /// Delays are counted in steps of so many nanoseconds.
  private static let stepNanoseconds: UInt64 = 10_000

  private let periodNanoseconds: Int64
  private var previous: (edge: UInt64, index: UInt64)?
  private var count: UInt64 = 0
  private var worstDeviation: Int64 = 0
  private var worstDelay: UInt64 = 0
  private var delays: InlineArray<1024, UInt32> = InlineArray(repeating: 0)

  /// Starts without an edge.
  init(periodNanoseconds: Int64) {
    self.periodNanoseconds = periodNanoseconds
  }

  /// Takes one sample.
  mutating func add(edgeNanoseconds: UInt64, sampleIndex: UInt64, doneNanoseconds: UInt64) {
    if let previous, sampleIndex > previous.index {
      let expected = periodNanoseconds * Int64(sampleIndex - previous.index)
      let deviation = Int64(bitPattern: edgeNanoseconds &- previous.edge) - expected
      worstDeviation = max(worstDeviation, abs(deviation))
    }
    previous = (edgeNanoseconds, sampleIndex)
    let delay = doneNanoseconds &- edgeNanoseconds
    worstDelay = max(worstDelay, delay)
    delays[Int(min(delay / Self.stepNanoseconds, 1023))] += 1
    count += 1
  }

  /// Says what was measured.
  func write(to text: inout TextOutput) {
    text.write("data-ready edges: worst deviation from the period us ")
    text.write(worstDeviation / 1000)
    text.write("\nfrom the edge to the sample: median us ")
    text.write(delay(permille: 500) / 1000)
    text.write(", p99.9 us ")
    text.write(delay(permille: 999) / 1000)
    text.write(", worst us ")
    text.write(worstDelay / 1000)
    text.write("\n")
  }

  /// The delay that so many thousandths of all samples do not exceed, in whole steps.
  private func delay(permille: UInt64) -> UInt64 {
    var seen: UInt64 = 0
    for index in 0..<1024 {
      seen += UInt64(delays[index])
      if seen * 1000 >= count * permille { return UInt64(index + 1) * Self.stepNanoseconds }
    }
    return worstDelay
  }
}
