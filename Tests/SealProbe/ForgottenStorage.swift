import EventLog
import Vocabulary

/// A storage that keeps nothing: what is counted is the log's own work.
struct ForgottenStorage: SegmentStorage, ~Copyable {
  private var range = SegmentRange()

  mutating func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { range }

  mutating func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    range = SegmentRange(first: range.isEmpty ? segment : range.first, last: segment)
  }

  mutating func remove(segment: UInt32) throws(StorageFault) { range.first = segment + 1 }

  mutating func read(
    segment: UInt32, at offset: Int, count: Int, into target: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int { 0 }

  mutating func write(_ source: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {}

  mutating func flush(segment: UInt32) throws(StorageFault) {}
}
