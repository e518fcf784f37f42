import Vocabulary

/// Body, version 1: version u8, phase u8, reason u16, sample index u64, detail u64.
extension FaultEvent: RecordBody {
  public static var recordKind: RecordKind { .fault }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(phase.rawValue)
    sink.append(littleEndian: reason.rawValue)
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: detail)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let phaseByte = try reader.read(UInt8.self, from: bytes)
    guard let phase = AlarmEvent.Phase(rawValue: phaseByte) else {
      throw reader.fault(width: 1, found: UInt64(phaseByte))
    }
    let reasonCode = try reader.read(UInt16.self, from: bytes)
    guard let reason = ReasonCode(rawValue: reasonCode) else {
      throw reader.fault(width: 2, found: UInt64(reasonCode))
    }
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    self.init(
      reason: reason, phase: phase, sampleIndex: sampleIndex, detail: try reader.read(UInt64.self, from: bytes))
    try reader.finish(bytes)
  }
}
