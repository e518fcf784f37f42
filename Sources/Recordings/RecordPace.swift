/// The pace at which a recorder's clock writes data records, by their own time stamps.
///
/// Records that are all late, or all early, by the same small share tell of a clock that runs a little off the declared
/// duration: that is a rate, and no samples are missing. A record that is later than that is behind a gap.
struct RecordPace {
  /// The largest share by which time stamps may run off the declared duration and be a clock's, in parts per million:
  /// the same fifth of a percent by which a rate may be off. Beyond, each lateness is a gap and each earliness a fault.
  static let limitPartsPerMillion: Int64 = 2_000
  /// How far a clock may wander from its mean pace before that is a gap or a fault, in nanoseconds: half a second.
  static let wanderNanoseconds: Int64 = 500_000_000
  /// Fewer steps from record to record show no pace.
  private static let leastSteps = 3
  /// Time stamps that are no finer than this (10 ms) are not taken for rounded ones, in nanoseconds.
  private static let coarsestNanoseconds: Int64 = 10_000_000

  /// Seconds from one record's start to the next one's where nothing is missing.
  let period: Ratio
  /// By how much that is longer than declared, in parts per million; 0 where the time stamps agree with what is
  /// declared.
  let partsPerMillion: Double
  /// Whether the time stamps run at a pace of their own.
  let isOwn: Bool
  /// By how much a record may come early from one record to the next, in nanoseconds: a sample, or what the time
  /// stamps are rounded to.
  let earlyNanoseconds: Int64
  /// By how much a record may come late from one record to the next, in nanoseconds.
  let lateNanoseconds: Int64

  /// Of a file with annotations, the records that do not say in a form that can be read when they start: how many, and
  /// what is wrong with the first.
  private let untold: (count: Int, first: RecordingError)?
  /// Seconds from one record's start to the next one's, where most records of a continuous file agree on what is
  /// neither declared nor any clock's.
  private let contradicting: Ratio?
  private let declared: Ratio

  /// Finds the pace from the time stamps of all records.
  ///
  /// - Parameters:
  ///   - reader: The recording.
  ///   - samplesPerRecord: Samples in a data record of the signals whose times are looked at.
  /// - Throws: `unreadable` or `truncatedData`.
  init(_ reader: borrowing RecordingReader, samplesPerRecord: Int) throws(RecordingError) {
    let duration = reader.header.recordDuration
    declared = duration
    let (steps, resolution, untold) = try RecordPace.steps(reader)
    self.untold = untold
    let sample = duration.divided(by: Ratio(Int64(samplesPerRecord)))?.nanoseconds ?? 0
    let rounding = resolution > RecordPace.coarsestNanoseconds ? 0 : resolution
    earlyNanoseconds = max(sample, rounding)
    let gap = reader.header.format.isDiscontinuous ? sample / 2 : sample
    lateNanoseconds = max(gap, rounding)
    let (drift, isUsual) = RecordPace.drift(steps, jitter: lateNanoseconds, gap: gap)
    let limit = duration.multiplied(by: Ratio(RecordPace.limitPartsPerMillion))?.divided(by: Ratio(1_000_000))
    if let drift, let limit = limit?.nanoseconds, abs(drift) <= limit,
      let excess = Ratio(Int128(drift), over: 1_000_000_000), let period = duration.adding(excess)
    {
      self.period = period
      partsPerMillion = excess.value / duration.value * 1_000_000
      isOwn = true
      contradicting = nil
    } else {
      period = duration
      partsPerMillion = 0
      isOwn = false
      // Where gaps may be, records far apart contradict nothing.
      let step = reader.header.format.isDiscontinuous || !isUsual ? nil : drift
      let period = step.flatMap { Ratio(Int128($0), over: 1_000_000_000) }.flatMap(duration.adding)
      contradicting = period.flatMap { $0 > .zero ? $0 : nil }
    }
  }

  /// Whether a record that is so much later than the one before it, by the pace, lies behind a gap.
  ///
  /// - Parameters:
  ///   - deviation: Nanoseconds by which it is later than it would be without a gap.
  ///   - before: The same of the record before it.
  /// - Returns: Whether it does.
  func isGap(_ deviation: Int64, before: Int64) -> Bool {
    deviation - before > lateNanoseconds || deviation > RecordPace.wanderNanoseconds
  }

  /// Whether a record that is so much later than the one before it, by the pace, begins before that one ends.
  func isOverlap(_ deviation: Int64, before: Int64) -> Bool {
    deviation - before < -earlyNanoseconds || deviation < -RecordPace.wanderNanoseconds
  }

  /// What makes the times doubtful.
  ///
  /// - Parameter recordCount: Data records in the file.
  /// - Returns: Sentences.
  func cautions(recordCount: Int) -> [String] {
    var cautions: [String] = []
    if let untold {
      cautions.append(
        "the start of \(untold.count) of \(recordCount) data records cannot be read (byte \(untold.first.offset): found "
          + "\(untold.first.found), expected \(untold.first.expected)): taken as continuous, so that a gap would not show"
      )
    }
    if let contradicting {
      cautions.append(
        "the data records of a continuous file say that they start every \(contradicting.value) s, while the header "
          + "declares \(declared.value) s for each: the rate may be wrong, and all that is decided with it")
    }
    return cautions
  }

  /// What a person may want to know of it.
  var notes: [String] {
    guard isOwn else { return [] }
    let shown = abs((partsPerMillion * 10).rounded() / 10)
    return [
      "the time stamps of the data records run \(shown) ppm \(partsPerMillion < 0 ? "fast" : "slow") of their declared "
        + "duration: taken as the recorder's clock, at \(period.value) s a record, and not as gaps"
    ]
  }

  /// By how many nanoseconds each record starts later than the declared duration after the one before it, as far as
  /// that can be read, what the time stamps are rounded to, a power of ten in nanoseconds, and which cannot be read.
  private static func steps(
    _ reader: borrowing RecordingReader
  ) throws(RecordingError) -> ([Int64], Int64, untold: (count: Int, first: RecordingError)?) {
    guard !reader.annotationSignals.isEmpty else { return ([], 1, nil) }
    var untold: (count: Int, first: RecordingError)?
    var steps: [Int64] = []
    var last: Ratio?
    var resolution: Int64 = 1_000_000_000
    for record in 0..<reader.recordCount {
      var onset: Ratio?
      do throws(RecordingError) {
        onset = try reader.onset(ofRecord: record)
        if onset == nil { throw RecordTiming.untold(reader, record) }
      } catch  where error.kind == .badAnnotation || error.kind == .noTimekeeping {
        untold = ((untold?.count ?? 0) + 1, untold?.first ?? error)
      }
      if let onset, let nanoseconds = onset.nanoseconds {
        while resolution > 1, nanoseconds % resolution != 0 { resolution /= 10 }
        let step = last.flatMap(onset.subtracting)?.subtracting(reader.header.recordDuration)
        if let step = step?.nanoseconds { steps.append(step) }
      }
      last = onset
    }
    return (steps, resolution, untold)
  }

  /// The mean of the steps that are alike, in nanoseconds; nil where they do not add up to what would be taken for a
  /// gap, or are too few. And whether most steps are among them.
  private static func drift(_ steps: [Int64], jitter: Int64, gap: Int64) -> (Int64?, isUsual: Bool) {
    guard steps.count >= leastSteps else { return (nil, false) }
    let middle = steps.sorted()[steps.count / 2]
    var sum: Int64 = 0
    var count: Int64 = 0
    var farthest: Int64 = 0
    for step in steps where abs(step - middle) <= jitter {
      sum += step
      count += 1
      farthest = max(farthest, abs(sum))
    }
    guard count >= leastSteps, farthest > gap else { return (nil, false) }
    return ((2 * sum + (sum < 0 ? -count : count)) / (2 * count), 2 * count > steps.count)
  }
}

extension Ratio {
  /// This many seconds in nanoseconds, rounded to the nearest; nil beyond a hundred years.
  var nanoseconds: Int64? {
    guard value.magnitude < 3e9 else { return nil }
    let doubled = Int128(numerator) * 2_000_000_000
    let half = Int128(numerator < 0 ? -denominator : denominator)
    return Int64((doubled + half) / (2 * Int128(denominator)))
  }
}
