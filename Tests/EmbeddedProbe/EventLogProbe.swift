import EventLog
import Vocabulary

/// A storage of two small segments in memory, for compiling the log without allocations.
struct ProbeStorage: SegmentStorage, ~Copyable {
  private var bytes = InlineArray<2048, UInt8>(repeating: 0)
  private var range = SegmentRange()

  mutating func segments() throws(StorageFault) -> SegmentRange { range }

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

/// A checksum in the place of SHA-256.
struct ProbeHasher: Hashing {
  private var check = CyclicRedundancyCheck()

  init() {}

  mutating func update(_ bytes: Span<UInt8>) { check.update(bytes) }

  mutating func finish() -> Digest {
    var digest = Digest()
    digest.bytes[0] = UInt8(truncatingIfNeeded: check.value)
    return digest
  }
}

/// Every generic part of the log with concrete types.
public func probeEventLog() throws(LogFault) -> UInt64 {
  let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 2)
  let writer = try LogWriter<ProbeStorage, ProbeHasher>(opening: ProbeStorage(), policy: policy)
  var sink = LogSink(writer)
  var digest = DecisionDigest<ProbeHasher>()
  var buffer = ByteBuffer()
  FaultEvent(reason: .noData, phase: .raised, sampleIndex: 0).encode(into: &buffer)
  Decision(channelCount: 8).encode(into: &buffer)
  AlarmEvent(kind: .seizure, phase: .raised, eventNumber: 1, hopIndex: 0, sampleIndex: 0).encode(into: &buffer)
  EvidenceBody(hopIndex: 0, sampleIndex: 0, output: 0, channelCount: 8).encode(into: &buffer)
  FeaturesBody(minuteIndex: 0, sampleIndex: 0, channelCount: 8).encode(into: &buffer)
  HealthBody().encode(into: &buffer)
  AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 0).encode(into: &buffer)
  ClipBody(
    eventNumber: 1, hopIndex: 0, sampleIndex: 0, firstModelSample: 0, channelCount: 8, samplesPerChannel: 4
  ).encode(into: &buffer) { channel, index in Int32(channel + index) }
  buffer.withBytes { bytes in
    sink.emit(.decision, body: bytes, monotonicNanoseconds: 0)
    digest.emit(.decision, body: bytes, monotonicNanoseconds: 0)
  }
  sink.flush()
  _ = try sink.writer.firstSequence()
  return digest.count + sink.writer.acknowledged + sink.faultCount
}
