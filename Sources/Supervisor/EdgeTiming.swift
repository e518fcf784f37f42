import Vocabulary

/// How regular the data-ready edges are, and how long after its edge a sample is in hand.
struct EdgeTiming {
  private let periodNanoseconds: Int64
  private var previous: (edge: UInt64, index: UInt64)?
  private var worstDeviation: Int64 = 0
  private var delays = DelayTally()

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
    delays.add(nanoseconds: doneNanoseconds &- edgeNanoseconds)
  }

  /// Says what was measured.
  func write<Text: ByteSink & ~Copyable>(to text: inout Text) {
    text.write("data-ready edges: worst deviation from the period us ")
    text.write(worstDeviation / 1000)
    text.write("\n")
    delays.write("from the edge to the sample", to: &text)
  }
}
