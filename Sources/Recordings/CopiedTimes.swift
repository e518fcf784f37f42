/// When the data records of a copy start, from those of a recording.
struct CopiedTimes {
  /// Each record's start, in seconds from the start of the header of the copy.
  private(set) var onsets: [Ratio]
  /// Seconds in a data record of the copy.
  let recordDuration: Ratio
  /// Whole seconds by which the copy's start is later than the recording's: the first data record of EDF+ starts within
  /// a second of it.
  let shift: Int64
  /// Whether a file that says it is continuous has gaps.
  private(set) var hasGaps = false
  /// What could not be kept as it was, in sentences.
  var notes: [String] {
    var notes = pace.notes + pace.cautions(recordCount: onsets.count)
    if pace.isOwn { notes.append("the copy declares \(recordDuration.value) s in a data record") }
    if let early {
      notes.append("\(early): in the copy records follow each other, and annotations stay at their own times")
    }
    if shift != 0 {
      notes.append("the first sample lies \(shift) s or more from the header's start: the copy's start is moved there")
    }
    if hasGaps { notes.append("time jumps between data records of a continuous file: written as discontinuous (+D)") }
    return notes
  }

  private let pace: RecordPace
  private var early: String?

  /// Reads the times of all data records.
  ///
  /// - Throws: What is wrong with the time of a record; those of a continuous file follow each other whatever they say.
  init(_ reader: borrowing RecordingReader) throws(RecordingError) {
    let header = reader.header
    let fastest = header.signals.filter(\.hasSamples).map(\.samplesPerRecord).max() ?? 1
    // The pace is that by which the EEG is judged; without one, by which the fastest signal would be.
    let judged = try? InputSelection(header, file: reader.path)
    pace = try RecordPace(reader, samplesPerRecord: judged?.samplesPerRecord ?? fastest)
    recordDuration = pace.isOwn ? HeaderText.nearest(pace.period) : header.recordDuration
    onsets = [try RecordTiming.onset(of: reader, record: 0) ?? .zero]
    shift = onsets[0].wholePart
    let sample = header.recordDuration.divided(by: Ratio(Int64(fastest))) ?? .zero
    // Earlier or later by less is rounding.
    let tolerance = min(sample, Ratio(1, over: 10) ?? .zero)
    var deviation = Ratio.zero
    for record in 1..<max(1, reader.recordCount) {
      guard let next = onsets[record - 1].adding(recordDuration) else {
        throw RecordingError(
          .unusableRate, file: reader.path, offset: 236, found: "\(reader.recordCount) data records",
          expected: "times that can be held exactly")
      }
      guard let stated = try RecordTiming.onset(of: reader, record: record) else {
        onsets.append(next)
        continue
      }
      if pace.isOwn, let start = paced(stated, next: next, deviation: &deviation, header) {
        onsets.append(start)
      } else if header.format.isDiscontinuous {
        guard let early = next.subtracting(stated), early <= tolerance else {
          throw RecordTiming.overlap(reader, record, stated, expected: "\(next.value) s or later")
        }
        onsets.append(max(stated, next))
      } else if isBehindGap(stated, next: next, sample: sample, tolerance: tolerance) {
        onsets.append(stated)
        hasGaps = true
      } else {
        if let by = next.subtracting(stated), by > tolerance {
          early = early ?? "data record \(record + 1) says that it starts at \(stated.value) s, \(by.value) s too early"
        }
        onsets.append(next)
      }
    }
    onsets = onsets.map { $0.subtracting(Ratio(shift)) ?? $0 }
  }

  /// Whether a continuous file's record lies behind a gap: as readers count, more than a sample of the fastest signal
  /// after the place where it would follow the one before it.
  private func isBehindGap(_ stated: Ratio, next: Ratio, sample: Ratio, tolerance: Ratio) -> Bool {
    guard let late = stated.subtracting(next), late > .zero else { return false }
    func place(_ onset: Ratio) -> Int64? { onset.subtracting(onsets[0])?.divided(by: sample)?.rounded }
    guard sample == tolerance, let found = place(stated), let expected = place(next) else { return late > tolerance }
    return found > expected + 1
  }

  /// When a record starts by the clock's own pace; nil where it starts before the one before it ends.
  private mutating func paced(
    _ stated: Ratio, next: Ratio, deviation: inout Ratio, _ header: RecordingHeader
  ) -> Ratio? {
    let before = deviation
    guard let late = stated.subtracting(next), let nanoseconds = late.nanoseconds,
      let nanosecondsBefore = before.nanoseconds, !pace.isOverlap(nanoseconds, before: nanosecondsBefore)
    else { return nil }
    guard pace.isGap(nanoseconds, before: nanosecondsBefore) else {
      // What is discontinuous keeps each record's own time; what is continuous has none but the declared one.
      guard header.format.isDiscontinuous, let last = onsets.last, stated > last else {
        deviation = late
        return next
      }
      return stated
    }
    hasGaps = hasGaps || !header.format.isDiscontinuous
    let start = late.subtracting(before).flatMap(next.adding).map { max(stated, $0) } ?? stated
    deviation = stated.subtracting(start) ?? .zero
    return start
  }
}
