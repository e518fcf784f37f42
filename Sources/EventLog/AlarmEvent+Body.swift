import Vocabulary

/// Body, version 1: version u8, kind u8, phase u8, reason u16, event number u32, hop index u64, sample index u64,
/// ranked count u8, then for each ranked channel, in rank order, its index u8, excess i64 and share u16. Channels that
/// are not ranked read back as 0.
extension AlarmEvent: RecordBody {
  public static var recordKind: RecordKind { .alarm }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(kind.rawValue)
    sink.append(phase.rawValue)
    sink.append(littleEndian: reason.rawValue)
    sink.append(littleEndian: eventNumber)
    sink.append(littleEndian: hopIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(rankedCount)
    for rank in 0..<Int(rankedCount) {
      let channel = ranked[rank]
      sink.append(channel)
      sink.append(littleEndian: excess[Int(channel)])
      sink.append(littleEndian: sharePermille[Int(channel)])
    }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let kindByte = try reader.read(UInt8.self, from: bytes)
    guard let kind = Kind(rawValue: kindByte) else { throw reader.fault(width: 1, found: UInt64(kindByte)) }
    let phaseByte = try reader.read(UInt8.self, from: bytes)
    guard let phase = Phase(rawValue: phaseByte) else { throw reader.fault(width: 1, found: UInt64(phaseByte)) }
    let reasonCode = try reader.read(UInt16.self, from: bytes)
    guard let reason = ReasonCode(rawValue: reasonCode) else {
      throw reader.fault(width: 2, found: UInt64(reasonCode))
    }
    let eventNumber = try reader.read(UInt32.self, from: bytes)
    let hopIndex = try reader.read(UInt64.self, from: bytes)
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    self.init(
      kind: kind, phase: phase, eventNumber: eventNumber, reason: reason, hopIndex: hopIndex, sampleIndex: sampleIndex)
    try decodeRanking(from: bytes, at: &reader)
    try reader.finish(bytes)
  }

  private mutating func decodeRanking(from bytes: Span<UInt8>, at reader: inout BodyReader) throws(BodyFault) {
    rankedCount = UInt8(try reader.readCount(upTo: Limits.channels, from: bytes))
    var seen = ChannelMask()
    for rank in 0..<Int(rankedCount) {
      let channel = try reader.read(UInt8.self, from: bytes)
      guard channel < Limits.channels, !seen[Int(channel)] else {
        throw reader.fault(width: 1, found: UInt64(channel))
      }
      seen[Int(channel)] = true
      ranked[rank] = channel
      excess[Int(channel)] = try reader.read(Int64.self, from: bytes)
      sharePermille[Int(channel)] = try reader.read(UInt16.self, from: bytes)
    }
  }
}
