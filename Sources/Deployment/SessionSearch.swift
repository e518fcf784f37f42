import EventLog
import Station
import Vocabulary

/// Finds in a board's log when its program started and the present session began. A bed that has been monitored for
/// hours wrote both in segments before the newest one; a few headings tell in which, so that only that one is fetched.
struct SessionSearch<Log: RemoteLog> {
  /// How many segments are fetched for a session that is not where the hops say: hops do not pass while no frames come.
  private static var mostSegments: Int { 3 }

  private let log: Log
  private let newest: NewestRecords
  /// The board's monotonic time of the session's first hop, or later.
  private let firstHop: UInt64

  /// Prepares a search; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - newest: The newest records; nil is returned where they hold fewer than two decisions.
  ///   - log: The board's log.
  init?(before newest: NewestRecords, in log: Log) {
    let hops = newest.records.reversed().lazy.compactMap { record -> (index: UInt64, time: UInt64)? in
      guard case .success(.decision(let decision)) = record.content else { return nil }
      return (decision.hopIndex, record.envelope.stamps.monotonicNanoseconds)
    }.prefix(16)
    guard let last = hops.first, let first = hops.last(where: { $0.index < last.index && $0.time < last.time }) else {
      return nil
    }
    let nanoseconds = Double(last.time - first.time) / Double(last.index - first.index)
    firstHop = UInt64(max(0, Double(last.time) - Double(last.index) * nanoseconds))
    self.newest = newest
    self.log = log
  }

  /// The record of the program's start and that of the session, in this order; only what was found.
  ///
  /// - Throws: `PullFault`.
  func records() throws(PullFault) -> [LogRecord] {
    let segments = try log.list().filter { $0.number <= newest.segment }
    guard let last = segments.last, last.number == newest.segment else { return [] }
    let boots = try beginning(of: last).bootsBefore
    let earlier = Array(segments.dropLast())
    // Where the program started: the last segment that had not seen its record.
    let start = try lastSegment(earlier) { $0.bootsBefore < boots }
    // Where the session began: the last segment that is older.
    let begin = try lastSegment(earlier) { [firstHop] in $0.bootsBefore < boots || $0.time <= firstHop }
    var found: [RecordKind: LogRecord] = [:]
    for place in Self.places(before: begin) where found[.session] == nil {
      try take(earlier[place], into: &found)
    }
    if found[.session] != nil, found[.boot] == nil, let start { try take(earlier[start], into: &found) }
    return [.boot, .session].compactMap { found[$0] }
  }

  private static func places(before last: Int?) -> [Int] {
    guard let last else { return [] }
    return Array((max(0, last - mostSegments + 1)...last).reversed())
  }

  /// Takes the newest session of a segment, and the newest start before it, or without a session in it.
  private func take(_ segment: ListedSegment, into found: inout [RecordKind: LogRecord]) throws(PullFault) {
    let bytes = try log.read(segment, at: 0, count: segment.byteCount)
    for record in NewestRecords.records(in: bytes, of: segment.number).reversed() {
      guard let kind = record.kind, found[kind] == nil else { continue }
      if kind == .session || kind == .boot && (found[.session] != nil) { found[kind] = record }
    }
  }

  /// The last of the segments that is before something, by its beginning: of those behind it none is.
  private func lastSegment(
    _ segments: [ListedSegment], isBefore: (Beginning) -> Bool
  ) throws(PullFault) -> Int? {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(try beginning(of: segments[middle])) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }

  /// How a segment begins.
  private struct Beginning {
    /// How often the program had started before.
    let bootsBefore: UInt64
    /// The board's monotonic time of the first record.
    let time: UInt64
  }

  private func beginning(of segment: ListedSegment) throws(PullFault) -> Beginning {
    let count = SegmentHeader.byteCount + RecordEnvelope.headingBytes
    let bytes = try log.read(segment, at: 0, count: min(count, segment.byteCount))
    guard bytes.count == count, let header = try? SegmentHeader(decoding: bytes.span),
      let envelope = try? RecordEnvelope(heading: bytes.span.extracting(SegmentHeader.byteCount..<count))
    else {
      throw .answer(
        command: "read \(segment.name) 0 \(count)", found: "bytes that begin no segment",
        expected: "a segment's header and a record's heading")
    }
    return Beginning(bootsBefore: header.bootsBefore, time: envelope.stamps.monotonicNanoseconds)
  }
}
