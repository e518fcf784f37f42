/// Where a chip's samples lie in time: tells from an edge's time stamp which sample it announces.
///
/// A sample's number follows from time, the line's sequence numbers only say what became of the others. So neither a
/// lost edge nor an extra one can shift the count. The grid is a line along the earliest edges, since a time stamp can
/// be late and never early: its phase follows an early edge quickly and a late one slowly, its period is measured over
/// ever longer spans, up to `longestSpan` samples.
///
/// Holds for time stamps that are up to a quarter of a period late, a clock that is off by up to 2.5 %, and gaps that
/// are short against the span over which the period was measured (`Placement.isExact`).
struct SampleGrid {
  /// Where an edge belongs.
  struct Placement {
    /// Number of the sample.
    var index: UInt64
    /// Whether the number is certain.
    var isExact: Bool
    /// Edges since the last one that the kernel saw and could not queue.
    var dropped: UInt64
    /// Edges since the last one that the kernel did not see.
    var missed: UInt64
    /// Edges since the last one that belong to no sample.
    var extra: UInt64
  }

  /// The longest span over which the period is measured.
  static let longestSpan: UInt64 = 4096
  /// The first span over which the period is measured.
  static let shortestSpan: UInt64 = 32

  /// The period by the data sheet.
  let nominalPeriod: Int64
  /// The period as measured.
  private(set) var period: Int64
  /// Number of the latest sample.
  private(set) var index: UInt64
  /// When it was ready, as far as can be told.
  private(set) var time: Int64
  /// When it was expected, before its edge had its say.
  private var due: Int64
  /// How many of a million samples the chip gives too many, if that has been measured over at least 256 samples.
  private(set) var rateErrorPartsPerMillion: Int32?

  private var lastSequence: UInt32?
  private var measuredSpan: UInt64
  private var nextSpan: UInt64
  private var anchorIndex: UInt64
  private var anchorTime: Int64?

  /// Creates a grid.
  ///
  /// - Parameters:
  ///   - period: Time between samples by the data sheet.
  ///   - index: Number of a sample.
  ///   - time: When that one is, or would have been, ready; within an eighth of a period.
  init(period: Int64, index: UInt64, time: Int64) {
    nominalPeriod = period
    self.period = period
    self.index = index
    self.time = time
    due = time
    lastSequence = nil
    measuredSpan = 0
    nextSpan = SampleGrid.shortestSpan
    anchorIndex = index
    anchorTime = nil
  }

  /// When the latest sample may be fetched: surely after it was ready, even if its edge was none.
  var readableFrom: Int64 { due &+ period / 8 }

  /// Until when it has to be fetched: surely before the next is ready.
  var readableUntil: Int64 { due &+ period * 3 / 4 }

  /// Takes an edge into the grid.
  ///
  /// - Parameters:
  ///   - edge: The edge.
  ///   - now: The time; an edge from the future is not believed.
  /// - Returns: Where it belongs, or nil if it belongs to no sample.
  mutating func place(_ edge: DataReadyEdge, now: UInt64) -> Placement? {
    let stamp = Int64(truncatingIfNeeded: edge.monotonicNanoseconds)
    // How much earlier than expected an edge may come.
    let earliness = measuredSpan == 0 ? period / 4 : period / 8
    let elapsed = stamp &- time &+ earliness
    guard elapsed >= period && edge.monotonicNanoseconds <= now &+ UInt64(period) else {
      if let lastSequence { self.lastSequence = lastSequence &+ 1 }
      return nil
    }
    let steps = UInt64(elapsed / period)
    let placement = placement(steps: steps, sequence: edge.lineSequence)
    index &+= steps
    follow(stamp, expected: time &+ Int64(steps) &* period)
    measure(stamp)
    return placement
  }

  private mutating func placement(steps: UInt64, sequence: UInt32) -> Placement {
    let seen = lastSequence.map { UInt64(max(sequence &- $0, 1)) } ?? 1
    lastSequence = sequence
    let exactSteps = max(measuredSpan / 8, 4)
    return Placement(
      index: index &+ steps, isExact: steps <= exactSteps,
      dropped: min(seen, steps) - 1, missed: steps - min(seen, steps), extra: seen - min(seen, steps))
  }

  /// Moves the phase towards an edge: more while the period is only known from the data sheet.
  private mutating func follow(_ stamp: Int64, expected: Int64) {
    due = expected
    let difference = stamp &- expected
    let isUnmeasured = measuredSpan == 0
    let part: Int64 = difference < 0 ? (isUnmeasured ? 2 : 4) : (isUnmeasured ? 4 : 32)
    time = expected &+ difference / part
  }

  /// Measures the period once there is a longer span than before.
  private mutating func measure(_ stamp: Int64) {
    guard let anchorTime else { return anchor(stamp) }
    let span = index &- anchorIndex
    guard span >= nextSpan else { return }
    let elapsed = stamp &- anchorTime
    let measured = elapsed / Int64(span)
    // A chip cannot be as far off as 3 %: then the edges are not its own.
    guard abs(measured - nominalPeriod) <= nominalPeriod * 3 / 100 else { return anchor(stamp) }
    period = measured
    measuredSpan = min(span, SampleGrid.longestSpan)
    if span >= 256 { noteRate(elapsed: elapsed, span: Int64(span)) }
    if span >= SampleGrid.longestSpan { anchor(stamp) }
    nextSpan = min(nextSpan * 2, SampleGrid.longestSpan)
  }

  private mutating func noteRate(elapsed: Int64, span: Int64) {
    let excess = (span &* nominalPeriod &- elapsed) &* 1_000 / (elapsed / 1_000)
    rateErrorPartsPerMillion = Int32(clamping: excess)
  }

  private mutating func anchor(_ stamp: Int64) {
    anchorIndex = index
    anchorTime = stamp
  }
}
