import Station

/// A board's log in memory, honest or not.
final class FakeBoard: RemoteLog {
  /// Each segment's bytes by its number.
  var segments: [UInt32: [UInt8]]
  /// Segments that are listed, but dropped before they are read.
  var dropped: Set<UInt32> = []
  /// Whether the dropped ones are listed no more once one of them was asked for.
  var forgetsDropped = true
  private var hasBeenAsked = false
  /// So many bytes come, then the line is cut.
  var bytesUntilCut = Int.max
  /// What becomes of an answer before it is handed out.
  var tamper: (UInt32, Int, [UInt8]) -> [UInt8] = { _, _, bytes in bytes }
  /// Whether it can say how much of a segment is written.
  var knowsWritten = true
  /// What it says of that the first time, as before it wrote on.
  var writtenBefore: Int?
  /// Bytes handed out so far.
  private(set) var bytesRead = 0
  /// Requests so far.
  private(set) var requests = 0

  init(_ segments: [UInt32: [UInt8]]) {
    self.segments = segments
  }

  func list() throws(PullFault) -> [ListedSegment] {
    requests += 1
    if forgetsDropped && hasBeenAsked { segments = segments.filter { !dropped.contains($0.key) } }
    return segments.keys.sorted().compactMap { number in
      ListedSegment(line: "\(MemorySegmentStorage().name(of: number)) \(segments[number]?.count ?? 0)")
    }
  }

  func writtenBytes(of segment: ListedSegment) throws(PullFault) -> Int? {
    requests += 1
    guard knowsWritten else { return nil }
    if let before = writtenBefore {
      writtenBefore = nil
      return before
    }
    let bytes = segments[segment.number] ?? []
    let last = bytes.lastIndex(where: { $0 != 0 }) ?? -1
    return min(segment.byteCount, (last + 4096) / 4096 * 4096)
  }

  func read(_ segment: ListedSegment, at offset: Int, count: Int) throws(PullFault) -> [UInt8] {
    requests += 1
    hasBeenAsked = hasBeenAsked || dropped.contains(segment.number)
    guard let bytes = segments[segment.number], !dropped.contains(segment.number) else {
      throw .gone(name: segment.name)
    }
    guard bytesUntilCut >= count else {
      bytesUntilCut = 0
      throw .refused(command: "read", exitCode: 255, message: "cut")
    }
    bytesUntilCut -= count
    bytesRead += count
    return tamper(segment.number, offset, Array(bytes[offset..<(offset + count)]))
  }
}
