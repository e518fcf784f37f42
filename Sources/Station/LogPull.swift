import EventLog
import Foundation

/// Fetches a board's log into a folder: only what is not there yet, and again from where it was cut off.
///
/// Every record is checked (its CRC follows from the record before), so that any beginning of a segment that is here
/// can be gone on from. What a board says is never believed: names, sizes and every byte are checked. Segments are kept
/// byte for byte, damaged ones, too: records behind damage stay readable.
public struct LogPull<Remote: RemoteLog> {
  /// Bytes asked for at first, and at most, in one request.
  private static var chunkBytes: (first: Int, most: Int) { (1 << 16, 1 << 22) }
  /// How often a segment that is not as it should be is fetched again.
  private static var mostAgain: Int { 3 }

  private let remote: Remote
  private let url: URL
  private let folder: FetchedSegments
  /// What was erased here is not fetched again: of a segment that must come anew it is left out as it comes.
  private let erased: ErasedStretches

  /// Prepares a fetch.
  ///
  /// - Parameters:
  ///   - remote: The board.
  ///   - folder: Where the log goes.
  /// - Throws: `PullFault.file` if the folder cannot be made, `.busy` if another fetch is at work there.
  public init(_ remote: Remote, into folder: URL) throws(PullFault) {
    self.remote = remote
    url = folder
    self.folder = try FetchedSegments(folder)
    do {
      erased = ErasedStretches(try ErasureFile(of: folder).all())
    } catch let refusal as ErasureFile.Refusal {
      throw .file(path: refusal.path, reason: "\(refusal)")
    } catch {
      throw .file(path: folder.path, reason: error.localizedDescription)
    }
  }

  /// Fetches what is new.
  ///
  /// - Parameter report: Takes each segment as soon as it is here.
  /// - Throws: `PullFault`; everything that came before is kept.
  public func run(_ report: (PulledSegment) -> Void) throws(PullFault) {
    var segments = try remote.list()
    try checkSameLog(segments)
    while let segment = segments.first {
      do throws(PullFault) {
        report(try pull(segment, isLast: segments.count == 1))
        segments.removeFirst()
      } catch {
        guard case .gone = error, segments.count > 1 else { throw error }
        try drop(segment, from: &segments, report)
      }
    }
  }

  /// A segment is gone: the board drops its oldest ones. What else it dropped a new listing tells, not a request for
  /// each.
  private func drop(
    _ segment: ListedSegment, from segments: inout [ListedSegment], _ report: (PulledSegment) -> Void
  ) throws(PullFault) {
    let there = Set(try remote.list().map(\.number))
    guard !there.contains(segment.number) else {
      throw .answer(
        command: "read \(segment.name)", found: "no such segment", expected: "one, since the board goes on listing it")
    }
    for gone in segments where !there.contains(gone.number) {
      folder.discardUnfinished(gone.number)
      report(PulledSegment(name: gone.name, outcome: .gone, fetchedBytes: 0))
    }
    segments.removeAll { !there.contains($0.number) }
  }

  /// A log begun anew has the old one's names: the latest header that is whole on both sides tells them apart, since it
  /// carries the digest of all before it. And a log never loses its newest segments.
  private func checkSameLog(_ segments: [ListedSegment]) throws(PullFault) {
    let highest = folder.highestNumber
    guard highest <= segments.last?.number ?? 0 else {
      throw .endsEarlier(folder: url.path, name: SegmentName.name(of: highest))
    }
    for segment in segments.reversed() where segment.byteCount >= SegmentHeader.byteCount {
      guard let known = try folder.bytes(of: segment.number), Self.isHeader(known, of: segment) else { continue }
      let header = try remote.read(segment, at: 0, count: SegmentHeader.byteCount)
      guard Self.isHeader(header, of: segment) else { continue }
      guard header == Array(known[..<SegmentHeader.byteCount]) else {
        throw .otherLog(folder: url.path, name: segment.name)
      }
      return
    }
  }

  private static func isHeader(_ bytes: [UInt8], of segment: ListedSegment) -> Bool {
    (try? SegmentHeader(decoding: bytes.span))?.number == segment.number
  }

  private func pull(_ segment: ListedSegment, isLast: Bool) throws(PullFault) -> PulledSegment {
    let known = SegmentImage(number: segment.number, bytes: try folder.bytes(of: segment.number) ?? [], erased: erased)
    if known.isClosed && isSound(known, segment, isLast: isLast) {
      return PulledSegment(name: segment.name, outcome: .known, fetchedBytes: 0)
    }
    let found = try fetchSteadily(segment, from: try beginning(of: segment, known), isLast: isLast)
    return try keep(segment, found, known, isLast: isLast)
  }

  /// The longest whole beginning that is here, from an earlier fetch or one that was cut off.
  private func beginning(of segment: ListedSegment, _ known: SegmentImage) throws(PullFault) -> SegmentImage {
    let unfinished = SegmentImage(
      number: segment.number, bytes: try folder.unfinished(segment.number) ?? [], erased: erased)
    let longest = unfinished.end > known.end ? unfinished : known
    return longest.end <= segment.byteCount ? longest : SegmentImage(number: segment.number, bytes: [])
  }

  /// What came of a segment.
  private struct Fetched {
    var image: SegmentImage
    /// Whether it came twice the same.
    var isSteady: Bool
    var fetchedBytes: Int
  }

  /// Fetches a segment; one that is not as it should be once more from its first byte, until it is, or comes twice the
  /// same: it may not go on from what was here, may have been read while it was written, or the line may have turned
  /// bits. What is written is asked for once more, since a record may lie on both sides of its end; then all is.
  private func fetchSteadily(
    _ segment: ListedSegment, from start: SegmentImage, isLast: Bool
  ) throws(PullFault) -> Fetched {
    let end = try writtenBytes(of: segment, isLast: isLast)
    var bytes = try fetch(segment, from: start.allButLast, to: end)
    var fetched = Fetched(
      image: SegmentImage(number: segment.number, bytes: bytes, erased: erased), isSteady: false,
      fetchedBytes: max(end, start.lastStart) - start.lastStart)
    var goesOn = fetched.image.end >= start.end
    for attempt in 0..<Self.mostAgain where !goesOn || !isSound(fetched.image, segment, isLast: isLast) {
      goesOn = true
      let end = attempt == 0 ? try writtenBytes(of: segment, isLast: isLast) : segment.byteCount
      let again = try fetch(segment, from: [], to: end)
      fetched.fetchedBytes += end
      fetched.isSteady = again == bytes
      if fetched.isSteady && end == segment.byteCount { break }
      bytes = again
      fetched.image = SegmentImage(number: segment.number, bytes: bytes, erased: erased)
    }
    return fetched
  }

  /// How far the last segment is written, if the board can say; another is so to its end.
  private func writtenBytes(of segment: ListedSegment, isLast: Bool) throws(PullFault) -> Int {
    try (isLast ? remote.writtenBytes(of: segment) : nil) ?? segment.byteCount
  }

  /// Fetches what is written of a segment behind a beginning; the rest is zeros.
  private func fetch(_ segment: ListedSegment, from start: [UInt8], to end: Int) throws(PullFault) -> [UInt8] {
    try folder.begin(segment.number, with: start)
    var bytes = start
    var chunk = Self.chunkBytes.first
    while bytes.count < end {
      let more = erased.blanked(
        try remote.read(segment, at: bytes.count, count: min(chunk, end - bytes.count)), at: bytes.count,
        of: segment.number)
      try folder.append(more, to: segment.number)
      bytes += more
      chunk = min(2 * chunk, Self.chunkBytes.most)
    }
    return bytes + [UInt8](repeating: 0, count: max(0, segment.byteCount - bytes.count))
  }

  /// Whether the segment is what one in its place should be.
  private func isSound(_ image: SegmentImage, _ segment: ListedSegment, isLast: Bool) -> Bool {
    image.isWhole && image.bytes.count == segment.byteCount && (image.isClosed || isLast)
  }

  /// Puts what came in its place, byte for byte. Nothing that can be read here is lost: what is damaged is completed by
  /// what was here, and what was here stays under another name if it does not stand in what is kept.
  private func keep(
    _ segment: ListedSegment, _ found: Fetched, _ known: SegmentImage, isLast: Bool
  ) throws(PullFault) -> PulledSegment {
    if isLast && known.bytes.isEmpty && found.image.bytes.allSatisfy({ $0 == 0 }) {
      // Just made on the board, nothing written yet.
      folder.discardUnfinished(segment.number)
      return PulledSegment(name: segment.name, outcome: .open, fetchedBytes: found.fetchedBytes)
    }
    let isSound = isSound(found.image, segment, isLast: isLast)
    let kept = isSound ? found.image : found.image.completed(by: known)
    let outcome: PulledSegment.Outcome
    if !kept.contains(known) {
      outcome = .differs(earlier: try folder.setAside(segment.number))
    } else if isSound {
      let wasDamaged = !known.bytes.isEmpty && !known.isWhole
      outcome = wasDamaged ? .repaired(earlier: try folder.setAside(segment.number)) : kept.isClosed ? .closed : .open
    } else if self.isSound(kept, segment, isLast: isLast) {
      outcome = .damagedThere
    } else {
      outcome = found.isSteady ? .damaged : .unsteady
    }
    try folder.finish(segment.number, bytes: kept.bytes, byteCount: segment.byteCount)
    return PulledSegment(name: segment.name, outcome: outcome, fetchedBytes: found.fetchedBytes)
  }
}
