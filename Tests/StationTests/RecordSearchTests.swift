import EventLog
import LogSupport
import Simulation
import Station
import Testing

/// The search behind damage, in bytes made so that many records could begin and none does.
@Suite struct RecordSearchTests {
  /// A heading of the longest record, every 36 bytes, then whole records.
  private func overlapping(_ count: Int) -> (bytes: [UInt8], last: UInt64) {
    var log = RawLog(segmentBytes: UInt32(count))
    log.records = (0..<4).map { RawLog.Record(kind: 8, body: [UInt8]([1, $0])) }
    let whole = log.bytes
    let records = RawLog.walk(whole)
    let tail = Array(whole[(records[1].place.lowerBound - 4)..<records[3].place.upperBound])
    var bytes = Array(whole[..<112])
    let heading =
      RawLog.little(UInt32(32_804)) + [3, 0, 0, 0] + RawLog.little(UInt64(7)) + [UInt8](repeating: 1, count: 20)
    while bytes.count + heading.count + tail.count <= count { bytes += heading }
    bytes += tail
    return (bytes + [UInt8](repeating: 0, count: count - bytes.count), records[3].sequence)
  }

  @Test func headingsOverEachOtherCostNoMoreThanOtherBytes() {
    let (bytes, last) = overlapping(1 << 18)
    let storage = CountingReads([1: bytes])
    var reader = LogReader(storage, isWhole: false)
    var found: [UInt64] = []
    while let item = reader.next() {
      if case .record(let record) = item { found.append(record.envelope.sequence) }
    }
    #expect(found == [2, 3, last])
    #expect(storage.bytesRead < 4 * bytes.count, "\(storage.bytesRead) read of \(bytes.count)")
  }

  /// Zeros end a segment, unless something follows: here a record does, again and again.
  @Test func zerosBetweenRecordsCostNoMoreThanOtherBytes() {
    var log = RawLog(segmentBytes: 4096)
    log.records = (0..<2).map { RawLog.Record(kind: 8, body: [UInt8]([1, $0])) }
    let record = RawLog.walk(log.bytes)[1].place
    let period = [UInt8](repeating: 0, count: 8) + log.bytes[(record.lowerBound - 4)..<record.upperBound]
    var bytes = Array(log.bytes[..<112])
    var count = 0
    while bytes.count < 1 << 18 { (bytes, count) = (bytes + period, count + 1) }
    let storage = CountingReads([1: bytes])
    var reader = LogReader(storage, isWhole: false)
    var found = 0
    while let item = reader.next() { if case .record = item { found += 1 } }
    #expect(found == count)
    #expect(storage.bytesRead < 16 * bytes.count, "\(storage.bytesRead) read of \(bytes.count)")
  }
}

/// Counts what is read.
private final class CountingReads: InspectableStorage {
  private let storage: MemorySegmentStorage
  private(set) var bytesRead = 0

  init(_ segments: [UInt32: [UInt8]]) { storage = MemorySegmentStorage(segmentBytes: segments) }

  var numbers: [UInt32] { storage.numbers }
  func byteCount(of segment: UInt32) -> Int { storage.byteCount(of: segment) }
  func name(of segment: UInt32) -> String { storage.name(of: segment) }
  func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { try storage.segments(through: last) }
  func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {}
  func remove(segment: UInt32) throws(StorageFault) {}
  func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {}
  func flush(segment: UInt32) throws(StorageFault) {}

  func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    let found = try storage.read(segment: segment, at: offset, count: count, into: &bytes)
    bytesRead += found
    return found
  }
}
