import Vocabulary

/// A stretch of decisions under one set of settings: everything needed to read its other records.
///
/// Body, version 3: version u8, pseudonym 16 bytes, whether somebody was admitted u8, level in force in steps i8, what
/// evidence stands for u8, zero u8, hops it was learned from u32, threshold in force per channel i64, first sample u64,
/// input rate 2 x u32, model rate 2 x u32 (numerator, denominator), window and hop in model samples u32 each, model
/// name 16 bytes, operating point 16 bytes, threshold per channel i64, accumulated excess to raise i64, firing hops,
/// hops to raise, hops to clear u8 each, channel count u8, then for each channel its name, positive and negative
/// electrode, 16 bytes each.
public struct SessionBody: RecordBody, Sendable {
  public static var recordKind: RecordKind { .session }

  /// What a channel's evidence stands for.
  public enum EvidenceKind: UInt8, Sendable {
    /// Its own: the channels' add up to the score.
    case channel = 0
    /// That of all channels together, the same for each, and a hop that lacks one is not judged.
    case wholeMontage = 1
    /// That of all channels together, the same for each usable one; others were filled with zero.
    case filledMontage = 2

    /// Whether it is each channel's own.
    public var addsUp: Bool { self == .channel }
  }

  /// A random number that stands for the person; never a name.
  public var pseudonym: InlineArray<16, UInt8>
  /// Whether somebody was admitted by this pseudonym.
  public var isAdmitted = false
  /// How far the threshold had moved for the person when the session began, in the model's steps.
  public var levelSteps: Int8 = 0
  /// What a channel's evidence stands for.
  public var evidenceKind = EvidenceKind.channel
  /// Hops that the level had been learned from.
  public var learnedHops: UInt32 = 0
  /// Evidence per channel above which a hop fired when the session began.
  public var thresholdInForce: Int64
  /// The session's first sample: not 0 where another person was admitted while the board ran.
  public var firstSample: UInt64 = 0
  /// Samples a second of the input.
  public var inputRate: Rate
  /// Samples a second that the model sees.
  public var modelRate: Rate
  /// The model's window, in samples at its rate.
  public var windowSamples: UInt32
  /// Samples at the model's rate from one decision to the next.
  public var hopSamples: UInt32
  /// The model's name.
  public var model: ChannelName
  /// The operating point's name.
  public var operatingPoint: ChannelName
  /// Evidence per channel above which a hop fires, by the model.
  public var thresholdPerChannel: Int64
  /// Accumulated excess of one channel's evidence that the alarm needs.
  public var raiseExcess: Int64
  /// Hops over which the firing power is taken.
  public var firingHops: UInt8
  /// Hops above the threshold that raise the alarm.
  public var raiseHops: UInt8
  /// Hops above the threshold at or below which the alarm falls.
  public var clearHops: UInt8
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// Each channel's name.
  public var names: PerChannel<ChannelName>
  /// The electrode that each channel adds.
  public var positive: PerChannel<ChannelName>
  /// The electrode that each channel takes away; empty for a channel used as recorded.
  public var negative: PerChannel<ChannelName>

  /// Creates a session without channels.
  public init(
    pseudonym: InlineArray<16, UInt8>, inputRate: Rate, modelRate: Rate, windowSamples: UInt32, hopSamples: UInt32,
    model: ChannelName, operatingPoint: ChannelName, thresholdPerChannel: Int64, raiseExcess: Int64, firingHops: UInt8,
    raiseHops: UInt8, clearHops: UInt8
  ) {
    self.pseudonym = pseudonym
    self.inputRate = inputRate
    self.modelRate = modelRate
    self.windowSamples = windowSamples
    self.hopSamples = hopSamples
    self.model = model
    self.operatingPoint = operatingPoint
    self.thresholdPerChannel = thresholdPerChannel
    thresholdInForce = thresholdPerChannel
    self.raiseExcess = raiseExcess
    self.firingHops = firingHops
    self.raiseHops = raiseHops
    self.clearHops = clearHops
    channelCount = 0
    names = InlineArray(repeating: ChannelName())
    positive = InlineArray(repeating: ChannelName())
    negative = InlineArray(repeating: ChannelName())
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(3)
    sink.append(contentsOf: pseudonym.span)
    sink.append(isAdmitted ? 1 : 0)
    sink.append(UInt8(bitPattern: levelSteps))
    sink.append(evidenceKind.rawValue)
    sink.append(0)
    sink.append(littleEndian: learnedHops)
    sink.append(littleEndian: thresholdInForce)
    sink.append(littleEndian: firstSample)
    sink.append(littleEndian: inputRate.numerator)
    sink.append(littleEndian: inputRate.denominator)
    sink.append(littleEndian: modelRate.numerator)
    sink.append(littleEndian: modelRate.denominator)
    sink.append(littleEndian: windowSamples)
    sink.append(littleEndian: hopSamples)
    sink.append(model)
    sink.append(operatingPoint)
    sink.append(littleEndian: thresholdPerChannel)
    sink.append(littleEndian: raiseExcess)
    sink.append(firingHops)
    sink.append(raiseHops)
    sink.append(clearHops)
    sink.append(channelCount)
    for channel in 0..<Int(channelCount) {
      sink.append(names[channel])
      sink.append(positive[channel])
      sink.append(negative[channel])
    }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    // Version 2 lacks what is told of the person.
    var reader = try BodyReader(versions: 2...3, in: bytes)
    let isTold = reader.version == 3
    let pseudonym = try reader.readPseudonym(from: bytes)
    let person = isTold ? try PersonFields(from: bytes, at: &reader) : nil
    self.init(
      pseudonym: pseudonym, inputRate: try Self.readRate(from: bytes, at: &reader),
      modelRate: try Self.readRate(from: bytes, at: &reader),
      windowSamples: try reader.read(UInt32.self, from: bytes), hopSamples: try reader.read(UInt32.self, from: bytes),
      model: try reader.readName(from: bytes), operatingPoint: try reader.readName(from: bytes),
      thresholdPerChannel: try reader.read(Int64.self, from: bytes),
      raiseExcess: try reader.read(Int64.self, from: bytes),
      firingHops: try reader.read(UInt8.self, from: bytes),
      raiseHops: try reader.read(UInt8.self, from: bytes), clearHops: try reader.read(UInt8.self, from: bytes))
    if let person {
      (isAdmitted, levelSteps, learnedHops) = (person.isAdmitted, person.levelSteps, person.learnedHops)
      evidenceKind = person.evidenceKind
      (thresholdInForce, firstSample) = (person.thresholdInForce, person.firstSample)
    }
    channelCount = UInt8(try reader.readCount(upTo: Limits.channels, from: bytes))
    for channel in 0..<Int(channelCount) {
      names[channel] = try reader.readName(from: bytes)
      positive[channel] = try reader.readName(from: bytes)
      negative[channel] = try reader.readName(from: bytes)
    }
    try reader.finish(bytes)
  }

  /// What version 3 tells of the person.
  private struct PersonFields {
    let isAdmitted: Bool
    let levelSteps: Int8
    let evidenceKind: EvidenceKind
    let learnedHops: UInt32
    let thresholdInForce: Int64
    let firstSample: UInt64

    init(from bytes: Span<UInt8>, at reader: inout BodyReader) throws(BodyFault) {
      isAdmitted = try reader.readFlag(from: bytes)
      levelSteps = Int8(bitPattern: try reader.read(UInt8.self, from: bytes))
      evidenceKind = try reader.readCase(from: bytes)
      try reader.readZeros(1, from: bytes)
      learnedHops = try reader.read(UInt32.self, from: bytes)
      thresholdInForce = try reader.read(Int64.self, from: bytes)
      firstSample = try reader.read(UInt64.self, from: bytes)
    }
  }

  /// Reads a rate, which must be in lowest terms: one rate has one encoding.
  private static func readRate(from bytes: Span<UInt8>, at reader: inout BodyReader) throws(BodyFault) -> Rate {
    let numerator = try reader.read(UInt32.self, from: bytes)
    guard numerator > 0 else { throw reader.fault(width: 4, found: 0) }
    let denominator = try reader.read(UInt32.self, from: bytes)
    guard denominator > 0, Rate.greatestCommonDivisor(numerator, denominator) == 1 else {
      throw reader.fault(width: 4, found: UInt64(denominator))
    }
    return Rate(numerator, per: denominator)
  }
}
