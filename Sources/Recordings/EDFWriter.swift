import Foundation

/// Writes EDF+ (or BDF+) with annotations, one data record after the other.
///
/// While it writes, the header leaves the number of data records open (-1), so that a file that was never finished can
/// be read; `finish` writes the number.
public struct EDFWriter: ~Copyable {
  /// Width of a sample.
  public enum Width: Int, Sendable {
    /// EDF+.
    case bits16 = 2
    /// BDF+.
    case bits24 = 3
  }

  /// Who and when.
  public struct Identity: Equatable, Sendable {
    /// The patient field's four parts: code, sex, birth date, name; `X` for each that is unknown or withheld.
    public var patient: String
    /// The recording field's parts after the start date: code, technician, equipment.
    public var recording: String
    /// The start, to the second.
    public var start: RecordingStart?
    /// Whether the recording field states the start's date, too, and not that it is withheld.
    public var statesDate = true

    /// Creates an identity that says nothing but what is given.
    public init(start: RecordingStart?, patient: String = "X X X X", recording: String = "X X X") {
      self.start = start
      self.patient = patient
      self.recording = recording
    }
  }

  /// The header as it is written.
  public let header: RecordingHeader
  private let url: URL
  private let handle: FileHandle
  private let width: Width
  private let startOffset: Ratio
  private let annotationByteCount: Int
  private var pending: [[UInt8]] = []
  private var pendingStart = 0
  private var recordCount = 0
  private var record: [UInt8] = []

  /// Creates the file, or empties it, and writes the header.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - signals: The signals, without one for annotations: that one is added behind them.
  ///   - recordDuration: Seconds in a data record; a decimal of at most 8 characters.
  ///   - identity: Who and when.
  ///   - startOffset: Seconds from the start to the first sample, below 1.
  ///   - width: Width of a sample.
  ///   - isDiscontinuous: Whether data records may have gaps between them (EDF+D).
  ///   - annotationByteCount: Bytes of annotations each data record has room for, its own time stamp included, at least
  ///     64; see `annotationByteCount(for:records:)`.
  /// - Throws: `unwritable`, `badField` or `brokenScaling` for what a header cannot hold exactly, or `unreadable` for a
  ///   file that cannot be written.
  public init(
    url: URL, signals: [SignalHeader], recordDuration: Ratio, identity: Identity, startOffset: Ratio = .zero,
    width: Width = .bits16, isDiscontinuous: Bool = false, annotationByteCount: Int = 128
  ) throws(RecordingError) {
    precondition(annotationByteCount >= 64)
    let bytes = HeaderText(
      file: url.path, width: width, isDiscontinuous: isDiscontinuous, signals: signals,
      recordDuration: recordDuration, identity: identity, annotationByteCount: annotationByteCount)
    let header = try bytes.checkedHeader()
    let handle = try EDFWriter.create(url)
    try EDFWriter.write(bytes.bytes, handle, url)
    self.header = header
    self.handle = handle
    self.url = url
    self.width = width
    self.startOffset = startOffset
    self.annotationByteCount = annotationByteCount
  }

  /// Room that annotations need in each data record so that all of them fit into so many records.
  ///
  /// - Parameters:
  ///   - annotations: All annotations of the file.
  ///   - records: Data records there will be, at least 1.
  /// - Returns: A value for `annotationByteCount`.
  public static func annotationByteCount(for annotations: [Annotation], records: Int) -> Int {
    let sizes = annotations.map { list($0).count }
    // Each record's own time stamp takes at most 24 bytes; an annotation that does not fit any more goes to the next
    // one, which wastes less than the largest.
    let each = (sizes.reduce(0, +) + max(1, records) - 1) / max(1, records)
    return max(64, 24 + each + (sizes.max() ?? 0))
  }

  /// Adds an annotation; it goes into the next data record that has room.
  ///
  /// - Parameter annotation: Its onset counts from the header's start time. Onsets and durations that are no decimals
  ///   are rounded to nanoseconds.
  /// - Throws: `unwritable` if it is longer than a data record has room for.
  public mutating func add(_ annotation: Annotation) throws(RecordingError) {
    let bytes = EDFWriter.list(annotation)
    guard bytes.count + 24 <= annotationByteCount else {
      throw RecordingError(
        .unwritable, file: url.path, offset: 0, found: "an annotation of \(bytes.count) bytes",
        expected: "at most \(annotationByteCount - 24)")
    }
    pending.append(bytes)
  }

  /// Writes one data record.
  ///
  /// - Parameters:
  ///   - codes: All samples of the first signal, then of the next, and so on, as many as the header says.
  ///   - onset: For a discontinuous file, seconds from the header's start time; else the record follows the one before.
  /// - Throws: `unwritable` for a code that does not fit the width, or `unreadable` if the file cannot be written.
  /// - Precondition: There are as many codes as one record takes.
  public mutating func write(_ codes: Span<Int32>, onset: Ratio? = nil) throws(RecordingError) {
    precondition(codes.count == header.signals.dropLast().reduce(0) { $0 + $1.samplesPerRecord })
    record.removeAll(keepingCapacity: true)
    let range = header.format.codeRange
    for index in codes.indices {
      let code = codes[index]
      guard range.contains(code) else {
        throw RecordingError(
          .unwritable, file: url.path, offset: UInt64(header.byteCount + recordCount * header.recordByteCount),
          found: "code \(code) in data record \(recordCount + 1)",
          expected: "\(range.lowerBound) to \(range.upperBound)")
      }
      record.append(UInt8(truncatingIfNeeded: code))
      record.append(UInt8(truncatingIfNeeded: code >> 8))
      if width == .bits24 { record.append(UInt8(truncatingIfNeeded: code >> 16)) }
    }
    appendAnnotations(onset: onset ?? contiguousOnset)
    try EDFWriter.write(record, handle, url)
    recordCount += 1
  }

  /// Writes the number of data records and closes the file.
  ///
  /// - Throws: `unwritable` if annotations are left that no data record had room for, after closing a file that is
  ///   whole but for them, or `unreadable` if the file cannot be written.
  public consuming func finish() throws(RecordingError) {
    do {
      try handle.seek(toOffset: 236)
      try handle.write(contentsOf: Data(HeaderText.field("\(recordCount)", 8)))
      try handle.synchronize()
      try handle.close()
    } catch {
      throw EDFWriter.failure(error, url)
    }
    guard pendingStart == pending.count else {
      throw RecordingError(
        .unwritable, file: url.path, offset: UInt64(header.byteCount + recordCount * header.recordByteCount),
        found: "\(pending.count - pendingStart) annotations more than \(recordCount) data records have room for",
        expected: "a larger annotationByteCount")
    }
  }

  private var contiguousOnset: Ratio {
    header.recordDuration.multiplied(by: Ratio(Int64(recordCount)))?.adding(startOffset) ?? startOffset
  }

  /// The record's own time stamp, then as many annotations as fit.
  private mutating func appendAnnotations(onset: Ratio) {
    let end = record.count + header.signals[header.signals.count - 1].samplesPerRecord * width.rawValue
    record.append(contentsOf: EDFWriter.list(Annotation(onset: onset, text: "")))
    while pendingStart < pending.count, record.count + pending[pendingStart].count <= end {
      record.append(contentsOf: pending[pendingStart])
      pendingStart += 1
    }
    if pendingStart == pending.count {
      pending.removeAll()
      pendingStart = 0
    }
    record.append(contentsOf: repeatElement(0, count: end - record.count))
  }

  /// A time-stamped annotation list. The bytes 0, 20 and 21, which structure it, are left out of the text.
  private static func list(_ annotation: Annotation) -> [UInt8] {
    let onset = annotation.onset.billionthsText
    var bytes = Array((onset.hasPrefix("-") ? onset : "+" + onset).utf8)
    if let duration = annotation.duration {
      bytes.append(21)
      bytes.append(contentsOf: duration.billionthsText.utf8)
    }
    bytes.append(20)
    bytes.append(contentsOf: annotation.text.utf8.filter { ![0, 20, 21].contains($0) })
    return bytes + [20, 0]
  }

  private static func create(_ url: URL) throws(RecordingError) -> FileHandle {
    do {
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    } catch {
      throw failure(error, url)
    }
  }

  private static func write(_ bytes: [UInt8], _ handle: FileHandle, _ url: URL) throws(RecordingError) {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw failure(error, url)
    }
  }

  private static func failure(_ error: any Error, _ url: URL) -> RecordingError {
    RecordingError(
      .unreadable, file: url.path, offset: 0, found: "\"\(error.localizedDescription)\"",
      expected: "a file that can be written")
  }
}
