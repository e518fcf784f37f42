import Vocabulary

/// Where data records lie in time, in samples of the inputs.
struct RecordTiming {
  /// Data records later than this after the first (ten years) are taken for damage.
  private static let latestSeconds = Ratio(315_360_000)

  /// The inputs' rate: exact, or the nearest ratio of 32-bit numbers, which is off by less than one in a billion.
  let rate: Rate
  /// Seconds from the header's start time to the first sample.
  let startOffset: Ratio

  /// The pace of the recorder's clock.
  let pace: RecordPace

  private let exactRate: Ratio
  private let nanosecondsNumerator: UInt64

  /// Computes the rate and reads the records' onsets.
  ///
  /// - Throws: `unusableRate`, what is wrong with the first record's time, `unreadable` or `truncatedData`.
  init(_ reader: borrowing RecordingReader, samplesPerRecord: Int) throws(RecordingError) {
    startOffset = try RecordTiming.onset(of: reader, record: 0) ?? .zero
    pace = try RecordPace(reader, samplesPerRecord: samplesPerRecord)
    let exact = Ratio(Int64(samplesPerRecord)).divided(by: pace.period)
    guard let exact, exact > .zero, let rate = exact.nearestRate else {
      throw RecordingError(
        .unusableRate, file: reader.path, offset: 244,
        found: "\(samplesPerRecord) samples in \(reader.header.recordDuration.value) seconds",
        expected: "a rate that is a ratio of 32-bit numbers")
    }
    self.rate = rate
    exactRate = exact
    nanosecondsNumerator = 1_000_000_000 * UInt64(rate.denominator)
  }

  /// Where a record starts.
  enum Start: Equatable {
    /// Where the one before it ends.
    case contiguous
    /// After a gap, at this sample.
    case after(UInt64)
    /// By a continuous file's own word at a time that cannot be: taken as contiguous, with this note.
    case impossible(String)
  }

  /// Where a record starts.
  ///
  /// A discontinuous file's records lie where they say, to the nearest sample. A continuous file's records follow each
  /// other; if one nevertheless says that it starts more than a sample later, samples were lost there. An onset that is
  /// early by a sample is rounding. Where the clock has a pace of its own, what counts is how late a record is by that
  /// pace and after the one before it.
  ///
  /// - Parameters:
  ///   - record: Number of the record.
  ///   - reader: The recording.
  ///   - expected: Index of its first sample if it follows the one before it without a gap.
  ///   - deviation: By how many nanoseconds the record before it was late; becomes that of this one.
  /// - Returns: Where it starts.
  /// - Throws: For a discontinuous file `overlappingRecords`, `noTimekeeping` or `badAnnotation`.
  func start(
    ofRecord record: Int, _ reader: borrowing RecordingReader, expected: UInt64, deviation: inout Int64
  ) throws(RecordingError) -> Start {
    let isDiscontinuous = reader.header.format.isDiscontinuous
    guard record > 0, let onset = try RecordTiming.onset(of: reader, record: record) else { return .contiguous }
    let index = sampleIndex(of: onset)
    if pace.isOwn, index != nil {
      if let start = pacedStart(onset, expected: expected, deviation: &deviation) { return start }
    } else if let index, index + 1 >= expected {
      return index > expected + (isDiscontinuous ? 0 : 1) ? .after(index) : .contiguous
    }
    let error = Self.overlap(reader, record, onset, expected: "sample \(expected) or later, within ten years")
    guard !isDiscontinuous else { throw error }
    return .impossible("byte \(error.offset): found \(error.found), expected \(error.expected); taken as continuous")
  }

  /// Where a record starts by the clock's own pace; nil where it starts before the one before it ends.
  private func pacedStart(_ onset: Ratio, expected: UInt64, deviation: inout Int64) -> Start? {
    guard let seconds = onset.subtracting(startOffset)?.nanoseconds else { return nil }
    let late = seconds - Int64(clamping: nanoseconds(expected))
    guard !pace.isOverlap(late, before: deviation) else { return nil }
    guard pace.isGap(late, before: deviation) else {
      deviation = late
      return .contiguous
    }
    // Behind a gap the record lies where it says, but no nearer than the gap is long.
    let missing = samples(in: late - deviation)
    let index = max(samples(in: seconds), Int64(clamping: expected) + max(missing, 1))
    deviation = seconds - Int64(clamping: nanoseconds(UInt64(index)))
    return .after(UInt64(index))
  }

  /// How many samples are taken in so many nanoseconds, to the nearest.
  private func samples(in nanoseconds: Int64) -> Int64 {
    let each = Int128(nanosecondsNumerator)
    return Int64((2 * Int128(nanoseconds) * Int128(rate.numerator) + each) / (2 * each))
  }

  /// Seconds from the first sample to the end of the last record.
  func duration(of reader: borrowing RecordingReader) throws(RecordingError) -> Ratio {
    let last = reader.recordCount - 1
    let contiguous = pace.period.multiplied(by: Ratio(Int64(reader.recordCount)))
    guard let contiguous, contiguous < RecordTiming.latestSeconds else {
      throw RecordingError(
        .unusableRate, file: reader.path, offset: 236, found: "\(reader.recordCount) data records",
        expected: "a recording of at most ten years")
    }
    guard last > 0, let onset = try RecordTiming.onset(of: reader, record: last), sampleIndex(of: onset) != nil,
      let spanned = onset.subtracting(startOffset)?.adding(pace.period)
    else { return contiguous }
    return max(contiguous, spanned)
  }

  /// Time of a sample after the first, in nanoseconds, rounded down.
  func nanoseconds(_ sampleIndex: UInt64) -> UInt64 {
    let (short, isLong) = sampleIndex.multipliedReportingOverflow(by: nanosecondsNumerator)
    guard isLong else { return short / UInt64(rate.numerator) }
    let product = sampleIndex.multipliedFullWidth(by: nanosecondsNumerator)
    // Fits: `firstSample` and `duration` keep the time below ten years.
    return UInt64(rate.numerator).dividingFullWidth(product).quotient
  }

  /// The sample an onset falls on, or nil if it is before the first or too late.
  private func sampleIndex(of onset: Ratio) -> UInt64? {
    guard let seconds = onset.subtracting(startOffset), seconds >= .zero, seconds <= RecordTiming.latestSeconds else {
      return nil
    }
    if pace.isOwn { return seconds.nanoseconds.map { UInt64(samples(in: $0)) } }
    return seconds.multiplied(by: exactRate).map { UInt64($0.rounded) }
  }

  /// What is wrong with a record that starts before the one before it ends.
  static func overlap(
    _ reader: borrowing RecordingReader, _ record: Int, _ onset: Ratio, expected: String
  ) -> RecordingError {
    RecordingError(
      .overlappingRecords, file: reader.path, offset: reader.fileOffset(ofRecord: record),
      found: "data record \(record + 1) that starts at \(onset.value) s", expected: expected)
  }

  /// A record's onset; a discontinuous file must give one that can be read.
  static func onset(
    of reader: borrowing RecordingReader, record: Int
  ) throws(RecordingError) -> Ratio? {
    do throws(RecordingError) {
      if let onset = try reader.onset(ofRecord: record) { return onset }
    } catch  where error.kind == .badAnnotation && !reader.header.format.isDiscontinuous {
      return nil
    }
    guard reader.header.format.isDiscontinuous else { return nil }
    throw untold(reader, record)
  }

  /// What is wrong with a record that does not say when it starts.
  static func untold(_ reader: borrowing RecordingReader, _ record: Int) -> RecordingError {
    RecordingError(
      .noTimekeeping, file: reader.path, offset: reader.fileOffset(ofRecord: record),
      found: "data record \(record + 1)\(reader.header.format.isDiscontinuous ? " of a discontinuous recording" : "") "
        + "without its own start",
      expected: "an annotation list such as +12.5, 20, 20, 0 at the start of its first annotation signal")
  }
}

extension Ratio {
  /// The nearest rate of 32-bit numbers by the continued fraction of this number; nil where there is none.
  var nearestRate: Rate? {
    var (before, last) = ((0 as Int64, 1 as Int64), (1 as Int64, 0 as Int64))
    var (upper, lower) = (numerator, denominator)
    let limit = Int64(UInt32.max)
    while lower != 0 {
      let (quotient, rest) = upper.quotientAndRemainder(dividingBy: lower)
      guard quotient <= limit, last.0 == 0 || quotient <= (limit - before.0) / last.0,
        last.1 == 0 || quotient <= (limit - before.1) / last.1
      else { break }
      (before, last) = (last, (quotient * last.0 + before.0, quotient * last.1 + before.1))
      (upper, lower) = (lower, rest)
    }
    guard last.0 > 0, last.1 > 0 else { return nil }
    return Rate(UInt32(last.0), per: UInt32(last.1))
  }
}
