import EventLog
import Vocabulary

/// A storage of two small segments in memory, for compiling the log without allocations.
struct ProbeStorage: SegmentStorage, ~Copyable {
  private var bytes = InlineArray<2048, UInt8>(repeating: 0)
  private var range = SegmentRange()

  mutating func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { range }

  mutating func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    guard byteCount <= 1024 else { throw StorageFault(.prepare, segment: segment, code: 0) }
    range = SegmentRange(first: range.isEmpty ? segment : range.first, last: segment)
  }

  mutating func remove(segment: UInt32) throws(StorageFault) {
    range.first = segment + 1
  }

  mutating func read(
    segment: UInt32, at offset: Int, count: Int, into target: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    let available = max(0, min(count, 1024 - offset))
    for index in 0..<available { target[index] = bytes[Int(segment & 1) * 1024 + offset + index] }
    return available
  }

  mutating func write(_ source: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    guard offset + source.count <= 1024 else { throw StorageFault(.write, segment: segment, code: 0) }
    for index in source.indices { bytes[Int(segment & 1) * 1024 + offset + index] = source[index] }
  }

  mutating func flush(segment: UInt32) throws(StorageFault) {}
}
