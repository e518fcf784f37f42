import Vocabulary

/// Body, version 2: version u8, state u8, firing u8, firing hops u8, hop index u64, sample index u64, score i64,
/// threshold i64, accumulated excess i64, usable channels u32, channel count u8, then for each channel its quality u16
/// and evidence i32.
extension Decision: RecordBody {
  public static var recordKind: RecordKind { .decision }

  @inlinable
  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(2)
    sink.append(verdict.state.rawValue)
    sink.append(verdict.firing)
    sink.append(verdict.firingHops)
    sink.append(littleEndian: hopIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: score)
    sink.append(littleEndian: threshold)
    sink.append(littleEndian: verdict.accumulated)
    sink.append(littleEndian: usable.rawValue)
    sink.append(channelCount)
    for channel in 0..<Int(channelCount) {
      sink.append(littleEndian: quality[channel].rawValue)
      sink.append(littleEndian: evidence[channel])
    }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    self.init()
    var reader = try BodyReader(version: 2, in: bytes)
    let stateByte = try reader.read(UInt8.self, from: bytes)
    guard let state = Verdict.State(rawValue: stateByte) else { throw reader.fault(width: 1, found: UInt64(stateByte)) }
    verdict.state = state
    verdict.firing = try reader.read(UInt8.self, from: bytes)
    verdict.firingHops = try reader.read(UInt8.self, from: bytes)
    hopIndex = try reader.read(UInt64.self, from: bytes)
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    score = try reader.read(Int64.self, from: bytes)
    threshold = try reader.read(Int64.self, from: bytes)
    verdict.accumulated = try reader.read(Int64.self, from: bytes)
    let usableBits = try reader.read(UInt32.self, from: bytes)
    channelCount = UInt8(try reader.readCount(upTo: Limits.channels, from: bytes))
    usable = ChannelMask(rawValue: usableBits)
    guard usableBits & ~ChannelMask(first: Int(channelCount)).rawValue == 0 else {
      throw reader.fault(width: 5, found: UInt64(usableBits))
    }
    for channel in 0..<Int(channelCount) {
      quality[channel] = Quality(rawValue: try reader.read(UInt16.self, from: bytes))
      evidence[channel] = try reader.read(Int32.self, from: bytes)
    }
    try reader.finish(bytes)
  }
}
