import Vocabulary

/// One minute's features of every channel: the board's own interictal archive.
///
/// Body, version 1: version u8, minute index u64, sample index u64, channel count u8, then for each channel (38 bytes)
/// sample count u32, quality u16, line length, variance, delta, theta, alpha, beta, gamma u32 each, lag-one
/// autocorrelation i16, spikes u16.
public struct FeaturesBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .features }

  /// Number of the minute since the session's start, from 0.
  public var minuteIndex: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// Each channel's features.
  public var channels: PerChannel<ChannelFeatures>

  /// Creates a minute of which nothing is known.
  public init(minuteIndex: UInt64, sampleIndex: UInt64, channelCount: UInt8) {
    self.minuteIndex = minuteIndex
    self.sampleIndex = sampleIndex
    self.channelCount = channelCount
    channels = InlineArray(repeating: ChannelFeatures())
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: minuteIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(channelCount)
    for channel in 0..<Int(channelCount) { Self.append(channels[channel], to: &sink) }
  }

  private static func append<Sink: ByteSink & ~Copyable>(_ features: ChannelFeatures, to sink: inout Sink) {
    sink.append(littleEndian: features.sampleCount)
    sink.append(littleEndian: features.quality.rawValue)
    sink.append(littleEndian: features.lineLength)
    sink.append(littleEndian: features.variance)
    sink.append(littleEndian: features.delta)
    sink.append(littleEndian: features.theta)
    sink.append(littleEndian: features.alpha)
    sink.append(littleEndian: features.beta)
    sink.append(littleEndian: features.gamma)
    sink.append(littleEndian: features.lagOneAutocorrelation)
    sink.append(littleEndian: features.spikes)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    let minuteIndex = try reader.read(UInt64.self, from: bytes)
    let sampleIndex = try reader.read(UInt64.self, from: bytes)
    let channelCount = try reader.readCount(upTo: Limits.channels, from: bytes)
    self.init(minuteIndex: minuteIndex, sampleIndex: sampleIndex, channelCount: UInt8(channelCount))
    for channel in 0..<channelCount { channels[channel] = try Self.readFeatures(from: bytes, at: &reader) }
    try reader.finish(bytes)
  }

  private static func readFeatures(
    from bytes: Span<UInt8>, at reader: inout BodyReader
  ) throws(BodyFault) -> ChannelFeatures {
    var features = ChannelFeatures()
    features.sampleCount = try reader.read(UInt32.self, from: bytes)
    features.quality = Quality(rawValue: try reader.read(UInt16.self, from: bytes))
    features.lineLength = try reader.read(UInt32.self, from: bytes)
    features.variance = try reader.read(UInt32.self, from: bytes)
    features.delta = try reader.read(UInt32.self, from: bytes)
    features.theta = try reader.read(UInt32.self, from: bytes)
    features.alpha = try reader.read(UInt32.self, from: bytes)
    features.beta = try reader.read(UInt32.self, from: bytes)
    features.gamma = try reader.read(UInt32.self, from: bytes)
    features.lagOneAutocorrelation = try reader.read(Int16.self, from: bytes)
    features.spikes = try reader.read(UInt16.self, from: bytes)
    return features
  }
}
