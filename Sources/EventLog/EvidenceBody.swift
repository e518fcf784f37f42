import Vocabulary

/// Evidence found by occlusion, for a model that takes all channels at once: how far its output falls when one channel
/// is replaced by silence. Such evidence does not add up to the score.
///
/// Body, version 1: version u8, hop index u64, sample index u64, output with all channels i32, usable channels u32,
/// channel count u8, then for each channel the output without it i32.
public struct EvidenceBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .evidence }

  /// Hop the decision belongs to.
  public var hopIndex: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// The model's output with all usable channels.
  public var output: Int32
  /// Channels that were silenced in turn.
  public var usable: ChannelMask
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// The model's output without each channel; 0 where not usable.
  public var outputWithout: PerChannel<Int32>

  /// Creates evidence of which no channel is known.
  public init(hopIndex: UInt64, sampleIndex: UInt64, output: Int32, channelCount: UInt8) {
    self.hopIndex = hopIndex
    self.sampleIndex = sampleIndex
    self.output = output
    usable = ChannelMask()
    self.channelCount = channelCount
    outputWithout = InlineArray(repeating: 0)
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: hopIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: output)
    sink.append(littleEndian: usable.rawValue)
    sink.append(channelCount)
    for channel in 0..<Int(channelCount) { sink.append(littleEndian: outputWithout[channel]) }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let hopIndex = try reader.read(UInt64.self, from: bytes)
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    let output = try reader.read(Int32.self, from: bytes)
    let usableBits = try reader.read(UInt32.self, from: bytes)
    let channelCount = try reader.readCount(upTo: Limits.channels, from: bytes)
    guard usableBits & ~ChannelMask(first: channelCount).rawValue == 0 else {
      throw reader.fault(width: 5, found: UInt64(usableBits))
    }
    self.init(hopIndex: hopIndex, sampleIndex: sampleIndex, output: output, channelCount: UInt8(channelCount))
    usable = ChannelMask(rawValue: usableBits)
    for channel in 0..<channelCount { outputWithout[channel] = try reader.read(Int32.self, from: bytes) }
    try reader.finish(bytes)
  }
}
