import Vocabulary

/// One hop of conditioned EEG near an event: every channel at the model's rate, exactly as the encoder saw it, so that
/// evidence can be recomputed bit for bit. This struct is the clip's heading; the samples stay in the caller's buffer
/// or in the record's bytes.
///
/// Body, version 1: version u8, event number u32, hop index u64, sample index u64, first model sample u64, channel
/// count u8, samples per channel u16, then channel by channel each sample as i24 in 2^-8 microvolt. Version 2: the
/// same, but all samples sealed to the station's key (`ClipSealer`), and behind them the clip's own public key, 32
/// bytes, and the tag, 16 bytes; the heading is authenticated with them.
public struct ClipBody: Equatable, Sendable {
  /// Bytes before the first sample.
  public static let headingBytes = 32
  /// Bytes that a sealed clip has more.
  public static let sealBytes = 48
  /// The version of a sealed clip.
  public static let sealedVersion: UInt8 = 2
  /// The lowest sample a clip can hold, in 2^-8 microvolt.
  public static let lowestSample: Int32 = -(1 << 23)
  /// The highest sample a clip can hold, in 2^-8 microvolt.
  public static let highestSample: Int32 = (1 << 23) - 1

  /// The event the clip belongs to.
  public var eventNumber: UInt32
  /// The hop whose new samples these are.
  public var hopIndex: UInt64
  /// Sample index of the last input sample used when the clip was written: the seconds before an event are caught up
  /// on.
  public var sampleIndex: UInt64
  /// Number of the first sample since the session's start, at the model's rate.
  public var firstModelSample: UInt64
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// Samples of each channel; `channelCount * samplesPerChannel * 3 + headingBytes` is at most
  /// `Limits.recordBodyBytes`.
  public var samplesPerChannel: UInt16
  /// Whether the samples are sealed.
  public var isSealed = false

  /// Creates a heading.
  public init(
    eventNumber: UInt32, hopIndex: UInt64, sampleIndex: UInt64, firstModelSample: UInt64, channelCount: UInt8,
    samplesPerChannel: UInt16
  ) {
    self.eventNumber = eventNumber
    self.hopIndex = hopIndex
    self.sampleIndex = sampleIndex
    self.firstModelSample = firstModelSample
    self.channelCount = channelCount
    self.samplesPerChannel = samplesPerChannel
  }

  /// Bytes of the whole body.
  public var byteCount: Int {
    Self.headingBytes + 3 * Int(channelCount) * Int(samplesPerChannel) + (isSealed ? Self.sealBytes : 0)
  }

  /// Appends the whole body.
  ///
  /// - Parameters:
  ///   - sink: Takes `byteCount` bytes.
  ///   - sample: Gives a channel's sample, in 2^-8 microvolt, by channel and index within the hop; clamped as in
  ///     `append`.
  public func encode<Sink: ByteSink & ~Copyable>(
    into sink: inout Sink, sample: (_ channel: Int, _ index: Int) -> Int32
  ) {
    encodeHeading(into: &sink)
    for channel in 0..<Int(channelCount) {
      for index in 0..<Int(samplesPerChannel) { Self.append(sample(channel, index), to: &sink) }
    }
  }

  /// Appends the heading alone; the caller appends the samples, channel by channel.
  public func encodeHeading<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: eventNumber)
    sink.append(littleEndian: hopIndex)
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: firstModelSample)
    sink.append(channelCount)
    sink.append(littleEndian: samplesPerChannel)
  }

  /// Appends one sample, clamped to `lowestSample...highestSample`. A clip is bit for bit what the encoder saw as long
  /// as conditioning keeps within that range, which is 32 mV; whatever an electrode does must not stop the device here.
  @inlinable
  public static func append<Sink: ByteSink & ~Copyable>(_ sample: Int32, to sink: inout Sink) {
    let sample = min(max(sample, lowestSample), highestSample)
    sink.append(UInt8(truncatingIfNeeded: sample))
    sink.append(UInt8(truncatingIfNeeded: sample >> 8))
    sink.append(UInt8(truncatingIfNeeded: sample >> 16))
  }

  /// Reads the heading and checks that the samples are all there.
  ///
  /// - Parameter bytes: The whole body.
  /// - Throws: `BodyFault`, with the first offset at which the bytes are not such a body.
  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(versions: 1...Self.sealedVersion, in: bytes)
    isSealed = reader.version == Self.sealedVersion
    eventNumber = try reader.read(UInt32.self, from: bytes)
    hopIndex = try reader.read(UInt64.self, from: bytes)
    sampleIndex = try reader.read(UInt64.self, from: bytes)
    firstModelSample = try reader.read(UInt64.self, from: bytes)
    channelCount = UInt8(try reader.readCount(upTo: Limits.channels, from: bytes))
    samplesPerChannel = try reader.read(UInt16.self, from: bytes)
    guard bytes.count >= byteCount else {
      throw .short(
        offset: Self.headingBytes, needed: byteCount - Self.headingBytes, available: bytes.count - Self.headingBytes)
    }
    guard bytes.count == byteCount else { throw .trailing(offset: byteCount, count: bytes.count - byteCount) }
  }

  /// A sample of a body that `init(decoding:)` has accepted and that is not sealed, in 2^-8 microvolt.
  ///
  /// - Parameters:
  ///   - channel: Below `channelCount`.
  ///   - index: Below `samplesPerChannel`.
  ///   - bytes: The bytes the heading was read from.
  /// - Returns: The sample.
  public func sample(channel: Int, index: Int, in bytes: Span<UInt8>) -> Int32 {
    let offset = Self.headingBytes + 3 * (channel * Int(samplesPerChannel) + index)
    let low = UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8
    return Int32(bitPattern: low) | Int32(Int8(bitPattern: bytes[offset + 2])) << 16
  }
}
