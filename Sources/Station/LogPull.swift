import EventLog
import Foundation

/// Fetches a board's log into a folder: only what is not there yet, and again from where it was cut off.
///
/// Every record is checked as it arrives (its CRC follows from the record before), so that any beginning of a segment that is
/// here can be gone on from. What a board says is never believed: names, sizes and every byte are checked.
public struct LogPull<Remote: RemoteLog> {
  /// Bytes asked for at first, and at most, in one request.
  private static var chunkBytes: (first: Int, most: Int) { (1 << 16, 1 << 22) }

  private let remote: Remote
  private let url: URL
  private let folder: FetchedSegments

  /// Prepares a fetch.
  ///
  /// - Parameters:
  ///   - remote: The board.
  ///   - folder: Where the log goes.
  /// - Throws: `PullFault.file` if the folder cannot be made.
  public init(_ remote: Remote, into folder: URL) throws(PullFault) {
    self.remote = remote
    url = folder
    self.folder = try FetchedSegments(folder)
  }

  /// Fetches what is new.
  ///
  /// - Parameter report: Takes each segment as soon as it is here.
  /// - Throws: `PullFault`; everything that came before is kept.
  public func run(_ report: (PulledSegment) -> Void) throws(PullFault) {
    let segments = try remote.list()
    try checkSameLog(segments)
    for (index, segment) in segments.enumerated() {
      do throws(PullFault) {
        report(try pull(segment, isLast: index == segments.count - 1))
      } catch {
        guard case .gone = error, index < segments.count - 1 else { throw error }
        folder.discardUnfinished(segment.number)
        report(PulledSegment(name: segment.name, outcome: .gone, fetchedBytes: 0))
      }
    }
  }

  /// A log begun anew has the old one's names: the latest header known on both sides tells them apart, since it carries the
  /// digest of all before it. And a log never loses its newest segments.
  private func checkSameLog(_ segments: [ListedSegment]) throws(PullFault) {
    let highest = folder.highestNumber
    guard highest <= segments.last?.number ?? 0 else {
      throw .otherLog(folder: url.path, name: SegmentName.name(of: highest))
    }
    for segment in segments.reversed() {
      let known = SegmentPrefix(number: segment.number, bytes: try folder.bytes(of: segment.number) ?? [])
      guard known.header != nil, segment.byteCount >= SegmentHeader.byteCount else { continue }
      let header = try remote.read(segment, at: 0, count: SegmentHeader.byteCount)
      guard header == Array(known.bytes[..<SegmentHeader.byteCount]) else {
        throw .otherLog(folder: url.path, name: segment.name)
      }
      return
    }
  }

  private func pull(_ segment: ListedSegment, isLast: Bool) throws(PullFault) -> PulledSegment {
    let known = SegmentPrefix(number: segment.number, bytes: try folder.bytes(of: segment.number) ?? [])
    if known.bytes.count == segment.byteCount && segment.byteCount > 0 {
      if known.isClosed { return PulledSegment(name: segment.name, outcome: .known, fetchedBytes: 0) }
      // A copy of an open segment has zeros behind its records: this one was kept as it is on the board.
      if known.isBroken && !isLast { return PulledSegment(name: segment.name, outcome: .damaged, fetchedBytes: 0) }
    }
    let start = try beginning(of: segment, known)
    var prefix = SegmentPrefix(number: segment.number, bytes: start.allButLast)
    try folder.begin(segment.number, with: prefix.bytes)
    var fetched = try fetch(segment, into: &prefix, isLast: isLast)
    if prefix.end < start.end || !isSound(prefix, segment, isLast: isLast) && (start.end > 0 || isLast) {
      // What came does not go on from what was here, or was read while it was written: once more, from the first byte.
      prefix = SegmentPrefix(number: segment.number)
      try folder.begin(segment.number, with: [])
      fetched += try fetch(segment, into: &prefix, isLast: isLast)
    }
    return try keep(segment, prefix, known, fetched: fetched, isLast: isLast)
  }

  /// The longest whole beginning that is here, from an earlier fetch or one that was cut off.
  private func beginning(of segment: ListedSegment, _ known: SegmentPrefix) throws(PullFault) -> SegmentPrefix {
    let unfinished = SegmentPrefix(number: segment.number, bytes: try folder.unfinished(segment.number) ?? [])
    let longest = unfinished.end > known.end ? unfinished : known
    return longest.end <= segment.byteCount ? longest : SegmentPrefix(number: segment.number)
  }

  /// Fetches until the closing record, the end of what is written, or the segment's end.
  ///
  /// - Returns: Bytes that came.
  private func fetch(
    _ segment: ListedSegment, into prefix: inout SegmentPrefix, isLast: Bool
  ) throws(PullFault) -> Int {
    var (fetched, chunk) = (0, Self.chunkBytes.first)
    var offset = prefix.bytes.count
    while offset < segment.byteCount && !prefix.isClosed && !(isLast && (prefix.isBroken || isAtEnd(prefix))) {
      let count = min(chunk, segment.byteCount - offset)
      let bytes = try remote.read(segment, at: offset, count: count)
      try folder.append(bytes, to: segment.number)
      prefix.append(bytes)
      offset += count
      fetched += count
      chunk = min(2 * chunk, Self.chunkBytes.most)
    }
    return fetched
  }

  /// Whether zeros follow the last whole record, as where nothing is written yet.
  private func isAtEnd(_ prefix: SegmentPrefix) -> Bool {
    prefix.header != nil && prefix.bytes.count >= prefix.end + RecordEnvelope.headingBytes
      && prefix.bytes[prefix.end...].prefix(RecordEnvelope.headingBytes).allSatisfy { $0 == 0 }
  }

  /// Whether the segment is what one in its place should be.
  private func isSound(_ prefix: SegmentPrefix, _ segment: ListedSegment, isLast: Bool) -> Bool {
    guard let header = prefix.header, Int(header.segmentBytes) == segment.byteCount else { return false }
    return prefix.isClosed || isLast && !prefix.isBroken
  }

  private func keep(
    _ segment: ListedSegment, _ prefix: SegmentPrefix, _ known: SegmentPrefix, fetched: Int, isLast: Bool
  ) throws(PullFault) -> PulledSegment {
    if isLast && known.end == 0 && prefix.bytes.allSatisfy({ $0 == 0 }) {
      // Just made on the board, nothing written yet.
      folder.discardUnfinished(segment.number)
      return PulledSegment(name: segment.name, outcome: .open, fetchedBytes: fetched)
    }
    let isSound = isSound(prefix, segment, isLast: isLast)
    var outcome = prefix.isClosed ? PulledSegment.Outcome.closed : .open
    if !isSound { outcome = .damaged }
    if prefix.end < known.end || prefix.bytes[..<known.end] != known.bytes[..<known.end] {
      outcome = .differs(earlier: try folder.setAside(segment.number))
    }
    // What is damaged for good is kept as it is, to be looked at; else whole records only, whatever was just being written.
    let keepsAll = !isSound && !isLast
    try folder.finish(
      segment.number, bytes: keepsAll ? prefix.bytes : prefix.whole, byteCount: segment.byteCount)
    return PulledSegment(name: segment.name, outcome: outcome, fetchedBytes: fetched)
  }
}
