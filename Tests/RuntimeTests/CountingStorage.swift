import EventLog

/// A place for segments that keeps nothing and counts everything.
final class CountingStorage: SegmentStorage {
  private(set) var bytes: UInt64 = 0
  private(set) var flushes: UInt64 = 0
  private(set) var longestSegment = 0
  private var range = SegmentRange()

  func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { range }

  func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    range = SegmentRange(first: range.isEmpty ? segment : range.first, last: segment)
  }

  func remove(segment: UInt32) throws(StorageFault) {
    range.first = segment + 1
  }

  func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int { 0 }

  func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    self.bytes += UInt64(bytes.count)
    longestSegment = max(longestSegment, offset + bytes.count)
  }

  func flush(segment: UInt32) throws(StorageFault) {
    flushes += 1
  }
}
