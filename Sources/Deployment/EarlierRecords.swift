import EventLog
import Station
import Vocabulary

/// What a board's log holds before an answer's first record: since the session began, or since what is known. A bed
/// that has been monitored for hours wrote its session's record in an older segment than the newest.
struct EarlierRecords<Log: RemoteLog> {
  /// How many segments are fetched; of 4 MiB, as by default, they hold more than a day.
  private static var mostSegments: Int { 6 }
  /// The longest segment that is fetched.
  private static var mostBytes: Int { 16 << 20 }

  private let log: Log
  private let newest: NewestRecords
  private let firstSequence: UInt64

  /// Prepares; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - newest: The answer; nil is returned where it has no record.
  ///   - log: The board's log.
  init?(before newest: NewestRecords, in log: Log) {
    guard let first = newest.records.first else { return nil }
    firstSequence = first.envelope.sequence
    self.newest = newest
    self.log = log
  }

  /// All records after one; nil where they are not to be had.
  ///
  /// - Parameter sequence: That record's number.
  /// - Returns: They, in order.
  /// - Throws: `PullFault`.
  func records(after sequence: UInt64) throws(PullFault) -> [LogRecord]? {
    let found = try backwards { records in
      guard let first = records.first, first.envelope.sequence <= sequence + 1 else { return nil }
      return records.firstIndex { $0.envelope.sequence > sequence } ?? records.endIndex
    }
    guard let found, let first = found.first else { return nil }
    return first.envelope.sequence == sequence + 1 ? found : nil
  }

  /// All records since the newest session began, with the program's start before it.
  ///
  /// - Returns: They, in order; nil where that is too long ago.
  /// - Throws: `PullFault`.
  func sinceSession() throws(PullFault) -> [LogRecord]? {
    let found = try backwards { records in
      // A program that started after it has none of its own.
      guard let last = records.lastIndex(where: { $0.kind == .session || $0.kind == .boot }) else { return nil }
      return records[...last].lastIndex { $0.kind == .boot } ?? last
    }
    guard let found, found.first?.kind == .session else { return found }
    return Array(try start().prefix(1)) + found
  }

  /// The record of the program's start and the first session after it, by which channels have their names.
  ///
  /// - Returns: They, or what was found of them.
  /// - Throws: `PullFault`.
  func start() throws(PullFault) -> [LogRecord] {
    guard let segment = try startSegment(), let records = try records(of: segment),
      let boot = records.lastIndex(where: { $0.kind == .boot })
    else { return [] }
    return [records[boot]] + records[boot...].filter { $0.kind == .session }.prefix(1)
  }

  /// The segment in which the program started that wrote the newest records.
  ///
  /// - Returns: It; nil where the log no longer has it.
  /// - Throws: `PullFault`.
  func startSegment() throws(PullFault) -> ListedSegment? {
    let segments = try log.list().filter { $0.number <= newest.segment }
    guard let last = segments.last, last.number == newest.segment else { return nil }
    let boots = try bootsBefore(last)
    // The last segment that had not seen the start: of those behind it none is.
    var (low, high) = (0, segments.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if try bootsBefore(segments[middle]) < boots { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? segments[low - 1] : nil
  }

  /// Fetches segments, the newest first, until what is sought is reached.
  ///
  /// - Parameter reached: Gives the place in a segment's records from which on they are wanted; nil: all of them, and
  ///   what lies before.
  /// - Returns: The records, in order; nil if it is not reached.
  /// - Throws: `PullFault`.
  private func backwards(_ reached: ([LogRecord]) -> Int?) throws(PullFault) -> [LogRecord]? {
    var parts: [[LogRecord]] = []
    let last = newest.isWhole ? newest.segment : newest.segment + 1
    for segment in try log.list().filter({ $0.number < last }).reversed().prefix(Self.mostSegments) {
      guard let records = try records(of: segment) else { return nil }
      let earlier = records.filter { $0.envelope.sequence < firstSequence }
      if let place = reached(earlier) { return Array(([Array(earlier[place...])] + parts).joined()) }
      parts.insert(earlier, at: 0)
    }
    return nil
  }

  /// A segment's records.
  ///
  /// - Returns: They, in order; nil of one that is too long.
  /// - Throws: `PullFault`.
  private func records(of segment: ListedSegment) throws(PullFault) -> [LogRecord]? {
    let count = segment.number == newest.segment ? newest.writtenBytes : segment.byteCount
    guard count <= Self.mostBytes else { return nil }
    return NewestRecords.records(in: try log.read(segment, at: 0, count: count), of: segment.number)
  }

  /// How often the program had started before a segment.
  ///
  /// - Returns: The number, from its header.
  /// - Throws: `PullFault`.
  private func bootsBefore(_ segment: ListedSegment) throws(PullFault) -> UInt64 {
    let count = min(SegmentHeader.byteCount, segment.byteCount)
    let bytes = try log.read(segment, at: 0, count: count)
    do throws(SegmentHeaderFault) {
      return try SegmentHeader(decoding: bytes.span).bootsBefore
    } catch {
      throw .answer(
        command: "read \(segment.name) 0 \(count)", found: "bytes that begin no segment",
        expected: "a segment's header")
    }
  }
}
