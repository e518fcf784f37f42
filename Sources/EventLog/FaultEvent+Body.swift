import Vocabulary

/// Body, version 2: version u8, phase u8, reason u16, sample index u64, then the detail (`FaultDetail`): its kind u8
/// and what that carries.
extension FaultEvent: RecordBody {
  public static var recordKind: RecordKind { .fault }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(2)
    sink.append(phase.rawValue)
    sink.append(littleEndian: reason.rawValue)
    sink.append(littleEndian: sampleIndex)
    detail.encode(into: &sink)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 2, in: bytes)
    let phaseByte = try reader.read(UInt8.self, from: bytes)
    guard let phase = AlarmEvent.Phase(rawValue: phaseByte), phase != .escalated else {
      throw reader.fault(width: 1, found: UInt64(phaseByte))
    }
    let reasonCode = try reader.read(UInt16.self, from: bytes)
    guard let reason = ReasonCode(rawValue: reasonCode) else {
      throw reader.fault(width: 2, found: UInt64(reasonCode))
    }
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    self.init(
      reason: reason, phase: phase, sampleIndex: sampleIndex, detail: try FaultDetail(&reader, from: bytes))
    try reader.finish(bytes)
  }
}
