import Foundation

/// Reads an EDF, EDF+, BDF or BDF+ file one data record after the other, in memory that does not grow with the file.
///
/// Opening reads the header, checks all of it and compares the file's size with it. `advance` then moves to the next
/// data record, whose samples and annotations can be read.
public struct RecordingReader: ~Copyable {
  /// What to do with a file that ends before its header says.
  public enum Truncation: Sendable {
    /// Refuse it, naming the record and the offset.
    case refuse
    /// Read the data records that are whole and say in `notes` what is missing.
    case keepWholeRecords
  }

  /// Largest data record this reader takes; EDF recommends at most 61,440 bytes.
  public static let recordByteLimit = 1 << 27

  /// The header.
  public let header: RecordingHeader
  /// Data records in the file.
  public let recordCount: Int
  /// Where the file is not what its header says, or holds something unusual, in sentences.
  public let notes: [String]
  /// Number of the current data record, -1 before the first.
  public private(set) var recordIndex = -1

  let file: RecordingFile
  private let recordByteCount: Int
  private let signalOffsets: [Int]
  private let recordsPerBlock: Int
  private var block = Data()
  private var blockStart = 0

  /// The file's path.
  public var path: String { file.path }

  /// Opens a recording.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - truncation: What to do if it ends before its header says.
  /// - Throws: What is wrong with the file.
  public init(url: URL, truncation: Truncation = .refuse) throws(RecordingError) {
    let file = try RecordingFile(url)
    let header = try RecordingReader.header(of: file)
    guard header.recordByteCount <= RecordingReader.recordByteLimit else {
      throw RecordingError(
        .recordTooLarge, file: file.path, offset: UInt64(256 + 216 * header.signals.count),
        found: "data records of \(header.recordByteCount) bytes",
        expected: "at most \(RecordingReader.recordByteLimit)")
    }
    (recordCount, notes) = try RecordingReader.count(header, file, truncation)
    self.file = file
    self.header = header
    recordByteCount = header.recordByteCount
    let width = header.format.bytesPerSample
    var offset = 0
    signalOffsets = header.signals.map { signal in
      defer { offset += signal.samplesPerRecord * width }
      return offset
    }
    // Blocks small enough for the allocator to use the same pages again.
    recordsPerBlock = max(1, (1 << 16) / recordByteCount)
  }

  /// Moves to the next data record.
  ///
  /// - Returns: Whether there is one.
  /// - Throws: `unreadable`, or `truncatedData` if the file has become shorter since it was opened.
  public mutating func advance() throws(RecordingError) -> Bool {
    guard recordIndex + 1 < recordCount else { return false }
    let next = recordIndex + 1
    if block.isEmpty || next >= blockStart + recordsPerBlock || next < blockStart {
      let count = min(recordsPerBlock, recordCount - next)
      block = try bytes(inRecord: next, at: 0, count: count * recordByteCount)
      blockStart = next
    }
    recordIndex = next
    return true
  }

  /// Goes back to before the first data record.
  public mutating func rewind() {
    recordIndex = -1
  }

  /// Decodes the current record's samples of one signal.
  ///
  /// - Parameters:
  ///   - signal: Which signal.
  ///   - codes: Takes the codes as the file holds them, also those outside the declared digital range.
  ///   - start: Where in `codes` the first goes.
  /// - Returns: How many lie outside the declared digital range.
  /// - Precondition: `advance` has returned true, and the samples fit into `codes`.
  @discardableResult
  public func decode(signal: Int, into codes: inout MutableSpan<Int32>, from start: Int = 0) -> Int {
    precondition(recordIndex >= 0)
    let signalHeader = header.signals[signal]
    let first = (recordIndex - blockStart) * recordByteCount + signalOffsets[signal]
    let count = signalHeader.samplesPerRecord
    let declared = (signalHeader.digitalMinimum, signalHeader.digitalMaximum)
    let width = header.format.bytesPerSample
    let bytes = block.span.extracting(first..<(first + count * width))
    return width == 2
      ? SampleDecoding.int16(bytes, count: count, declared: declared, into: &codes, from: start)
      : SampleDecoding.int24(bytes, count: count, declared: declared, into: &codes, from: start)
  }

  /// Reads bytes of one signal in any data record, without moving.
  func bytes(ofSignal signal: Int, inRecord record: Int) throws(RecordingError) -> [UInt8] {
    let count = header.signals[signal].samplesPerRecord * header.format.bytesPerSample
    if record >= blockStart && (record - blockStart + 1) * recordByteCount <= block.count {
      let first = block.startIndex + (record - blockStart) * recordByteCount + signalOffsets[signal]
      return [UInt8](block[first..<(first + count)])
    }
    return [UInt8](try bytes(inRecord: record, at: signalOffsets[signal], count: count))
  }

  /// Offset in the file of a data record's first byte.
  func fileOffset(ofRecord record: Int) -> UInt64 {
    UInt64(header.byteCount) + UInt64(record) * UInt64(recordByteCount)
  }

  /// Offset in the file of a signal's first byte in a data record.
  func fileOffset(ofSignal signal: Int, inRecord record: Int) -> UInt64 {
    UInt64(header.byteCount) + UInt64(record) * UInt64(recordByteCount) + UInt64(signalOffsets[signal])
  }

  private func bytes(inRecord record: Int, at offset: Int, count: Int) throws(RecordingError) -> Data {
    let place = UInt64(header.byteCount) + UInt64(record) * UInt64(recordByteCount) + UInt64(offset)
    let data = try file.read(at: place, count: count)
    guard data.count == count else {
      throw RecordingError(
        .truncatedData, file: file.path, offset: place + UInt64(data.count),
        found: "the end of a file that was longer when it was opened", expected: "\(count - data.count) more bytes")
    }
    return data
  }
}
