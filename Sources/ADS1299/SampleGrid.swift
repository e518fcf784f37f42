/// Where a chip's samples lie in time: tells from an edge's time stamp which sample it announces.
///
/// A sample's number follows from time, the line's sequence numbers only say what became of the others. So neither a
/// lost edge nor an extra one can shift the count. The grid is a line along the earliest edges, since a time stamp can
/// be late and never early: its phase follows an early edge quickly and a late one slowly, its period is measured over
/// ever longer spans, up to `longestSpan` samples.
///
/// Holds for time stamps that are up to a quarter of a period late, a clock that is off by up to 2.5 %, and gaps that
/// are short against the span over which the period was measured. After a longer one, or if edges persistently do not
/// fit, numbers are a guess (`Placement.isExact` is false) until four edges in a row have confirmed the grid.
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

  private static let confirmationsNeeded = 4
  private static let lateRunLimit = 8
  /// Spans in a row over which the period cannot be the chip's, from which on its rate is another one: a second's.
  private static let misfitLimit = 8
  /// Edges after which their rhythm is judged.
  private static let rhythmEdges: UInt32 = 256

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
  /// When its edge came.
  private var lastStamp: Int64
  /// How many of a million samples the chip gives too many, if that has been measured over at least 256 samples.
  private(set) var rateErrorPartsPerMillion: Int32?

  private var lastSequence: UInt32?
  /// The latest sample that is beyond doubt: its edge lay near the grid, and so did that of the sample before.
  private var trustedIndex: UInt64
  private var isLastNear = true
  /// Edges in a row that came much too late.
  private var lateRun = 0
  /// Edges in a row that lay near the grid, counted while it has to be confirmed.
  private var confirmations = SampleGrid.confirmationsNeeded
  private var measuredSpan: UInt64
  private var nextSpan: UInt64
  private var misfits = 0
  /// The latest edge of all, and how long it came after the one before.
  private var edge: (stamp: Int64, sequence: UInt32, distance: Int64) = (0, 0, 0)
  /// Edges whose rhythm is still to be judged, and how many of them kept another one than the chip's.
  private var rhythm: (edges: UInt32, others: UInt32) = (0, 0)
  /// Whether the samples come at another rate than was set.
  private(set) var isRateWrong = false
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
    lastStamp = time
    lastSequence = nil
    trustedIndex = index
    measuredSpan = 0
    nextSpan = SampleGrid.shortestSpan
    anchorIndex = index
    anchorTime = nil
  }

  /// How much earlier than expected an edge may come, and how much later than expected its sample may be ready.
  private var earliness: Int64 { period / 4 }

  /// When the latest sample may be fetched: surely after it was ready, even if its edge was none.
  var readableFrom: Int64 {
    max(due &+ earliness, lastStamp &+ Int64(Timing.nanoseconds(clocks: Timing.commandByteClocks)))
  }

  /// Until when it has to be fetched: surely before the next is ready.
  var readableUntil: Int64 { due &+ period * 3 / 4 }

  /// Gives the latest sample another number; those that follow go on from it.
  mutating func renumber(_ newIndex: UInt64) {
    anchorIndex &+= newIndex &- index
    trustedIndex &+= newIndex &- index
    index = newIndex
  }

  /// How long it takes until no sample is about to become ready; 0 if that is so now.
  func nanosecondsUntilQuiet(_ now: Int64) -> Int64 {
    let phase = ((now &- time) % period + period) % period
    if phase < earliness { return earliness - phase }
    return phase > period * 3 / 4 ? period - phase + earliness : 0
  }

  /// Takes an edge into the grid.
  ///
  /// - Parameters:
  ///   - edge: The edge.
  ///   - now: The time; an edge from the future is not believed.
  /// - Returns: Where it belongs, or nil if it belongs to no sample.
  mutating func place(_ edge: DataReadyEdge, now: UInt64) -> Placement? {
    let stamp = Int64(truncatingIfNeeded: edge.monotonicNanoseconds)
    if edge.monotonicNanoseconds <= now &+ UInt64(period) { listen(stamp, edge.lineSequence) }
    let elapsed = stamp &- time &+ earliness
    guard elapsed >= period && edge.monotonicNanoseconds <= now &+ UInt64(period) else {
      if let lastSequence { self.lastSequence = lastSequence &+ 1 }
      return nil
    }
    let steps = UInt64(elapsed / period)
    index &+= steps
    var placement = placement(steps: steps, sequence: edge.lineSequence)
    follow(stamp, expected: time &+ Int64(steps) &* period, steps: steps)
    measure(stamp)
    placement.isExact = confirmations >= SampleGrid.confirmationsNeeded
    return placement
  }

  /// A chip of another rate makes edges at equal distances that are none of its own, whichever of them fit; a line that
  /// rings, or picks up another's, makes unequal ones.
  private mutating func listen(_ stamp: Int64, _ sequence: UInt32) {
    let seen = Int64(max(1, min(sequence &- edge.sequence, 1 << 16)))
    let distance = (stamp &- edge.stamp) / seen
    let isEven = (distance &- edge.distance).magnitude <= UInt64(nominalPeriod / 16)
    let isOther = (distance &- nominalPeriod).magnitude > UInt64(nominalPeriod * 3 / 100)
    edge = (stamp, sequence, distance)
    rhythm.edges += 1
    if isEven && isOther { rhythm.others += 1 }
    guard rhythm.edges >= SampleGrid.rhythmEdges else { return }
    if 4 * rhythm.others >= 3 * rhythm.edges { isRateWrong = true }
    rhythm = (0, 0)
  }

  private mutating func placement(steps: UInt64, sequence: UInt32) -> Placement {
    let seen = lastSequence.map { UInt64(max(sequence &- $0, 1)) } ?? 1
    lastSequence = sequence
    return Placement(
      index: index, isExact: true, dropped: min(seen, steps) - 1, missed: steps - min(seen, steps),
      extra: seen - min(seen, steps))
  }

  /// Moves the phase towards an edge, or begins anew with it if it is too long since the grid was beyond doubt.
  private mutating func follow(_ stamp: Int64, expected: Int64, steps: UInt64) {
    lastStamp = stamp
    let difference = stamp &- expected
    let isNear = difference <= period / 4
    let isConfirmed = confirmations >= SampleGrid.confirmationsNeeded
    lateRun = isNear ? 0 : lateRun + 1
    let isTooLong = index &- trustedIndex > max(measuredSpan / 8, 4)
    if isConfirmed && (isTooLong || lateRun >= SampleGrid.lateRunLimit) { return restart(at: stamp) }
    due = expected
    time = expected &+ difference / part(of: difference, isConfirmed: isConfirmed)
    if !isConfirmed {
      let isFitting = steps == 1 && abs(difference) <= period / 8
      confirmations = isFitting ? confirmations + 1 : 0
    }
    if isNear && isLastNear && steps == 1 { trustedIndex = index }
    isLastNear = isNear
  }

  /// By what the phase's difference to an edge is divided. The shorter the span over which the period was measured,
  /// the larger its error can be, and the more the phase has to follow; little is believed of an edge so late that it
  /// may be none.
  private func part(of difference: Int64, isConfirmed: Bool) -> Int64 {
    guard isConfirmed else { return 2 }
    if difference < 0 { return 4 }
    let part = max(4, min(Int64(measuredSpan / 8), 32))
    return difference <= period / 4 ? part : max(16, 2 * part)
  }

  /// Begins a new phase with an edge that may be none; the edges that follow have to confirm it. Where edge after edge
  /// did not fit, the period is in doubt as well, as after extra edges that were taken for samples: it is measured anew
  /// from the data sheet's on.
  private mutating func restart(at stamp: Int64) {
    if lateRun >= SampleGrid.confirmationsNeeded {
      period = nominalPeriod
      measuredSpan = 0
      nextSpan = SampleGrid.shortestSpan
      rateErrorPartsPerMillion = nil
    }
    due = stamp
    time = stamp
    confirmations = 0
    lateRun = 0
    trustedIndex = index
    isLastNear = false
    anchorTime = nil
  }

  /// Measures the period once there is a longer span than before, between edges that lie near the grid.
  private mutating func measure(_ stamp: Int64) {
    guard stamp &- due <= period / 4, confirmations >= SampleGrid.confirmationsNeeded else { return }
    guard let anchorTime else { return anchor(stamp) }
    let span = index &- anchorIndex
    guard span >= nextSpan else { return }
    let elapsed = stamp &- anchorTime
    let measured = elapsed / Int64(span)
    // A chip cannot be as far off as 3 %: then the edges are not its own.
    guard abs(measured - nominalPeriod) <= nominalPeriod * 3 / 100 else {
      misfits += 1
      if misfits >= SampleGrid.misfitLimit { isRateWrong = true }
      nextSpan = SampleGrid.shortestSpan
      return anchor(stamp)
    }
    misfits = 0
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
