import EventLog
import Station
import Vocabulary

/// Bodies and records for tests.
public enum Samples {
  /// A sink that grows.
  private struct Bytes: ByteSink {
    var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
  }

  /// The canonical bytes of a body.
  public static func bytes(of body: some RecordBody) -> [UInt8] {
    var sink = Bytes()
    body.encode(into: &sink)
    return sink.bytes
  }

  /// The canonical bytes of a clip.
  public static func bytes(of clip: ClipBody, sample: (Int, Int) -> Int32) -> [UInt8] {
    var sink = Bytes()
    clip.encode(into: &sink, sample: sample)
    return sink.bytes
  }

  /// A name.
  public static func name(_ text: String) -> ChannelName {
    var name = ChannelName()
    for (index, byte) in text.utf8.prefix(Limits.nameBytes).enumerated() { name.bytes[index] = byte }
    return name
  }

  /// A session of three channels at 256 Hz, a model at 128 Hz with a hop of one second.
  public static func session(channels: [String] = ["F7-T7", "T7-P7", "Cz"]) -> SessionBody {
    var session = SessionBody(
      pseudonym: InlineArray { UInt8($0) }, inputRate: Rate(256), modelRate: Rate(128), windowSamples: 512,
      hopSamples: 128, model: "tiny", operatingPoint: "balanced", thresholdPerChannel: -40, raiseExcess: 90,
      firingHops: 10,
      raiseHops: 6, clearHops: 1)
    session.channelCount = UInt8(channels.count)
    for (index, channel) in channels.enumerated() {
      session.names[index] = name(channel)
      let electrodes = channel.split(separator: "-")
      session.positive[index] = name(String(electrodes[0]))
      if electrodes.count > 1 { session.negative[index] = name(String(electrodes[1])) }
    }
    return session
  }

  /// The boot record of a number.
  public static func boot(_ number: UInt64) -> BootBody {
    BootBody(
      versionMajor: 0, versionMinor: 1, versionPatch: 2, bootNumber: number, bundle: Digest(), machine: "x86_64",
      kernels: "reference", capabilities: .watchdog.union(.lockedMemory), logBytesDiscarded: 0)
  }

  /// A decision of three channels at a hop.
  public static func decision(hop: UInt64, score: Int64 = 0, isSeizure: Bool = false) -> Decision {
    var decision = Decision(hopIndex: hop, sampleIndex: (hop + 1) * 256 - 1, channelCount: 3)
    decision.usable = ChannelMask(first: 3)
    for channel in 0..<3 {
      decision.quality[channel] = .good
      decision.evidence[channel] = Int32(score) / 3
    }
    decision.score = score
    decision.threshold = -120
    decision.verdict.firingHops = 10
    decision.verdict.accumulated = 7
    decision.verdict.state = isSeizure ? .seizure : .normal
    return decision
  }

  /// A seizure alarm at a hop, with the second and the first channel.
  public static func alarm(_ phase: AlarmEvent.Phase, event: UInt32, hop: UInt64) -> AlarmEvent {
    var alarm = AlarmEvent(
      kind: .seizure, phase: phase, eventNumber: event, hopIndex: hop, sampleIndex: (hop + 1) * 256 - 1)
    alarm.rankedCount = 3
    alarm.ranked[0] = 1
    alarm.ranked[1] = 0
    alarm.ranked[2] = 2
    alarm.excess[1] = 900
    alarm.excess[0] = 300
    alarm.excess[2] = -50
    alarm.sharePermille[1] = 750
    alarm.sharePermille[0] = 250
    return alarm
  }

  /// A clip of a hop: three channels of 128 samples that tell channel and place.
  public static func clip(event: UInt32, hop: UInt64, scale: Int32 = 1) -> [UInt8] {
    let clip = ClipBody(
      eventNumber: event, hopIndex: hop, sampleIndex: (hop + 1) * 256 - 1, firstModelSample: hop * 128,
      channelCount: 3, samplesPerChannel: 128)
    return bytes(of: clip) { channel, index in sample(channel: channel, index: Int(hop) * 128 + index) * scale }
  }

  /// The clips' signal: a sawtooth with another slope in each channel, in 2^-8 microvolt.
  public static func sample(channel: Int, index: Int) -> Int32 {
    Int32(((index * (channel + 3)) % 513) - 256) * 32
  }
}

extension ChannelName: ExpressibleByStringLiteral {
  /// A name in a test.
  public init(stringLiteral value: StaticString) {
    self.init(value)
  }
}
