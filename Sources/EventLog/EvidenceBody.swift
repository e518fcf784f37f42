import Vocabulary

/// Evidence found by occlusion, for a model that takes all channels at once: how far its output falls when one channel
/// is replaced by silence. Such evidence does not add up to the score.
///
/// Body, version 2: version u8, method u8 (1: by occlusion, which does not add up), cause u8, hop index u64, sample
/// index u64, output with all channels i32, usable channels u32, channel count u8, then for each channel the output
/// without it i32. Version 1 has neither method nor cause.
public struct EvidenceBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .evidence }

  /// Why a hop was explained.
  public enum Cause: UInt8, Sendable {
    /// A seizure alarm rose with it.
    case alarm = 1
    /// Somebody asked.
    case request = 2
  }

  /// What stands for occlusion in a record.
  private static let method: UInt8 = 1

  /// Why the hop was explained; nil where version 1 did not say.
  public var cause: Cause?
  /// Hop the decision belongs to.
  public var hopIndex: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// The model's evidence with all usable channels.
  public var output: Int32
  /// Channels that were silenced in turn; not all that were usable where a gap came between.
  public var usable: ChannelMask
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// The model's evidence without each channel; 0 where it was not silenced.
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
    sink.append(cause == nil ? 1 : 2)
    if let cause {
      sink.append(Self.method)
      sink.append(cause.rawValue)
    }
    sink.append(littleEndian: hopIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: output)
    sink.append(littleEndian: usable.rawValue)
    sink.append(channelCount)
    for channel in 0..<Int(channelCount) { sink.append(littleEndian: outputWithout[channel]) }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(versions: 1...2, in: bytes)
    var cause: Cause?
    if reader.version == 2 {
      let method = try reader.read(UInt8.self, from: bytes)
      guard method == Self.method else { throw reader.fault(width: 1, found: UInt64(method)) }
      cause = try reader.readCase(from: bytes)
    }
    let hopIndex = try reader.read(UInt64.self, from: bytes)
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    let output = try reader.read(Int32.self, from: bytes)
    let usableBits = try reader.read(UInt32.self, from: bytes)
    let channelCount = try reader.readCount(upTo: Limits.channels, from: bytes)
    guard usableBits & ~ChannelMask(first: channelCount).rawValue == 0 else {
      throw reader.fault(width: 5, found: UInt64(usableBits))
    }
    self.init(hopIndex: hopIndex, sampleIndex: sampleIndex, output: output, channelCount: UInt8(channelCount))
    self.cause = cause
    usable = ChannelMask(rawValue: usableBits)
    for channel in 0..<channelCount { outputWithout[channel] = try reader.read(Int32.self, from: bytes) }
    try reader.finish(bytes)
  }
}
