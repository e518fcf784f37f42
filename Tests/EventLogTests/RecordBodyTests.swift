import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct RecordBodyTests {
  /// A body of every kind with the values that are hardest to carry, as bytes and as what decodes and encodes it again.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: RecordKind
    let bytes: [UInt8]
    let recoded: @Sendable ([UInt8]) throws -> [UInt8]

    var testDescription: String { name }

    init<Body: RecordBody & Sendable>(_ name: String, _ body: Body) {
      self.name = name
      kind = Body.recordKind
      bytes = Samples.bytes(of: body)
      recoded = { Samples.bytes(of: try Body(decoding: $0.span)) }
    }

    init(name: String, clip: ClipBody, sample: (Int, Int) -> Int32) {
      self.name = name
      kind = .clip
      bytes = Samples.bytes(of: clip, sample: sample)
      recoded = { bytes in
        let clip = try ClipBody(decoding: bytes.span)
        return Samples.bytes(of: clip) { clip.sample(channel: $0, index: $1, in: bytes.span) }
      }
    }
  }

  static let cases: [Case] = [
    Case("decision without channels", Decision()),
    Case("decision of 32 channels with extremes", fullDecision()),
    Case(
      "alarm without channels",
      AlarmEvent(kind: .technical, phase: .raised, eventNumber: 0, hopIndex: 0, sampleIndex: 0)),
    Case("alarm of 32 channels with extremes", fullAlarm()),
    Case("fault", FaultEvent(reason: .model, phase: .cleared, sampleIndex: .max, detail: .framesLost(.max))),
    Case("evidence", fullEvidence()),
    Case("evidence that was asked for", fullEvidence(cause: .request)),
    Case("features", fullFeatures()),
    Case("boot", Samples.boot(.max)),
    Case("session", Samples.session(channels: (0..<32).map { "Electrode\($0)-Ref" })),
    Case("health", HealthBody()),
    Case("health of an older program", uncountedHealth()),
    Case("acknowledgement", AcknowledgementBody(alarmKind: .forecast, eventNumber: .max, sampleIndex: .max)),
    Case(
      "person",
      PersonBody(
        act: .standby, source: .station, pseudonym: InlineArray(repeating: .max), minutes: .max, sampleIndex: .max)),
    Case("forecast", fullForecast()), Case("forecast with evidence", evidenceForecast()),
    Case("learned", fullLearned()),
    Case("polygraphy", fullPolygraphy()),
    Case("input note that is full", fullInputNote()),
    Case("input note that says nothing", InputNoteBody(.unused)),
    Case("session of a person", personSession()),
    Case("closing", ClosingBody(recordCount: .max, digest: Digest())),
    Case(
      "closing with a seal", ClosingBody(recordCount: .max, digest: Digest(), seal: SealBody(epoch: .max))),
    Case("seal", SealBody(epoch: .max)),
    Case(
      name: "clip of extremes",
      clip: ClipBody(
        eventNumber: .max, hopIndex: .max, sampleIndex: .max, firstModelSample: .max, channelCount: 2,
        samplesPerChannel: 3),
      sample: { [[ClipBody.lowestSample, -1, 0], [1, ClipBody.highestSample, -32_769]][$0][$1] }),
  ]

  static func personSession() -> SessionBody {
    var session = Samples.session()
    (session.isAdmitted, session.levelSteps, session.learnedHops) = (true, .min, .max)
    (session.thresholdInForce, session.firstSample) = (.min, .max)
    return session
  }

  static func fullForecast() -> ForecastBody {
    var body = ForecastBody(
      change: .warningEnd, level: .high, withheld: .stoppedWorking, hour: .min, offsetMinutes: .min, probability: .max,
      base: .max, sampleIndex: .max)
    for index in 0..<ForecastBody.factors { body.shares[index] = index.isMultiple(of: 2) ? .min : .max }
    return body
  }

  static func evidenceForecast() -> ForecastBody {
    var body = fullForecast()
    body.evidence = ForecastBody.Evidence(share: .min, weight: .max, said: true, gate: .open)
    return body
  }

  static func fullInputNote() -> InputNoteBody {
    var body = InputNoteBody(.leftOut)
    for index in 0..<33 { body.append(Samples.name("Electrode\(index)-Ref")) }
    for index in 0..<1_025 { body.append(text: UInt8(0x20 + index % 0x5F)) }
    body.append(text: 0x1F)
    return body
  }

  static func fullPolygraphy() -> PolygraphBody {
    var body = PolygraphBody(cause: .event, number: .max, sampleIndex: .max)
    body.count = 4
    for index in 0..<4 {
      body.signals[index] = PolygraphBody.Signal(
        input: UInt8(28 + index), role: index == 0 ? .ecg : .emg, name: Samples.name("Electrode\(index)-Ref"),
        during: PolygraphStretch(seconds: 128, median: .max - 1, lowest: 0, highest: .max))
      body.signals[index].before = PolygraphStretch()
    }
    return body
  }

  static func fullLearned() -> LearnedBody {
    var body = LearnedBody(cause: .historyRefused, sampleIndex: .max)
    (body.refusal, body.hasBegun, body.isShown, body.hasStopped) = (.lacksEvents, true, true, true)
    (body.entries, body.historyEnd, body.number) = (.max, .min, .max)
    (body.firstHour, body.hour, body.observedHours, body.scoredHours) = (.min, .max, .max, 0)
    (body.leads, body.lastEvent, body.staked) = (.max, .min, .max)
    return body
  }

  static func fullDecision() -> Decision {
    var decision = Decision(hopIndex: .max, sampleIndex: .max, channelCount: 32)
    decision.usable = ChannelMask(first: 32)
    for channel in 0..<32 {
      decision.quality[channel] = Quality(rawValue: .max)
      decision.evidence[channel] = channel.isMultiple(of: 2) ? .min : .max
    }
    decision.score = .min
    decision.threshold = .max
    decision.verdict.firing = .max
    decision.verdict.firingHops = .max
    decision.verdict.accumulated = .max
    decision.verdict.state = .seizure
    return decision
  }

  static func fullAlarm() -> AlarmEvent {
    var alarm = AlarmEvent(
      kind: .forecast, phase: .cleared, eventNumber: .max, reason: .model, hopIndex: .max, sampleIndex: .max)
    alarm.rankedCount = 32
    for channel in 0..<32 {
      alarm.ranked[channel] = UInt8(31 - channel)
      alarm.excess[channel] = channel.isMultiple(of: 2) ? .min : .max
      alarm.sharePermille[channel] = .max
    }
    return alarm
  }

  static func fullEvidence(cause: EvidenceBody.Cause? = nil) -> EvidenceBody {
    var evidence = EvidenceBody(hopIndex: .max, sampleIndex: .max, output: .min, channelCount: 32)
    evidence.usable = ChannelMask(first: 31)
    evidence.cause = cause
    for channel in 0..<32 { evidence.outputWithout[channel] = .max - Int32(channel) }
    return evidence
  }

  /// As a program wrote it that did not count what it could not store.
  static func uncountedHealth() -> HealthBody {
    var health = HealthBody()
    health.unstored = nil
    return health
  }

  static func fullFeatures() -> FeaturesBody {
    var body = FeaturesBody(minuteIndex: .max, sampleIndex: .max, channelCount: 32)
    for channel in 0..<32 {
      var features = ChannelFeatures()
      features.sampleCount = .max
      features.lineLength = 1
      features.variance = .max
      features.delta = 2
      features.theta = 3
      features.alpha = 4
      features.beta = 5
      features.gamma = 6
      features.lagOneAutocorrelation = .min
      features.spikes = UInt16(channel)
      body.channels[channel] = features
    }
    return body
  }

  @Test func thereIsACaseOfEveryKind() {
    let kinds = (UInt8.min...UInt8.max).compactMap { RecordKind(rawValue: $0) }
    for kind in kinds { #expect(Self.cases.contains { $0.kind == kind }, "\(kind.word)") }
  }

  @Test(arguments: cases) func decodingAndEncodingGivesTheSameBytes(_ body: Case) throws {
    #expect(try body.recoded(body.bytes) == body.bytes)
    #expect(body.bytes.count <= Limits.recordBodyBytes)
  }

  @Test(arguments: cases) func everyShorterOrLongerBodyIsRefused(_ body: Case) {
    for count in 0..<body.bytes.count {
      #expect(throws: BodyFault.self) { try body.recoded(Array(body.bytes.prefix(count))) }
    }
    #expect(throws: BodyFault.self) { try body.recoded(body.bytes + [0]) }
  }

  @Test(arguments: cases) func aChangedByteIsRefusedOrCarriedAndNeverTraps(_ body: Case) {
    for index in body.bytes.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = body.bytes
        bytes[index] ^= change
        if let recoded = try? body.recoded(bytes) { #expect(recoded == bytes) }
      }
    }
  }

  @Test func decodingGivesBackEveryFieldOfADecision() throws {
    let bytes = Samples.bytes(of: Self.fullDecision())
    let decision = try Decision(decoding: bytes.span)
    #expect(decision.hopIndex == .max && decision.sampleIndex == .max && decision.channelCount == 32)
    #expect(decision.score == .min && decision.threshold == .max && decision.verdict.state == .seizure)
    #expect(decision.verdict.accumulated == .max)
    #expect(decision.evidence[0] == .min && decision.evidence[31] == .max)
    #expect(decision.quality[31].rawValue == .max && decision.usable.count == 32)
  }

  @Test func aBodySaysWhichFieldCannotBe() {
    var bytes = Samples.bytes(of: Samples.decision(hop: 1))
    bytes[1] = 9
    #expect(throws: BodyFault.value(offset: 1, found: 9)) { try Decision(decoding: bytes.span) }
    bytes[0] = 1
    #expect(throws: BodyFault.version(found: 1)) { try Decision(decoding: bytes.span) }
  }

  @Test func aNameWithAControlCharacterIsRefused() {
    var session = Samples.session()
    session.model.bytes[1] = 0x0A
    let bytes = Samples.bytes(of: session)
    #expect(throws: BodyFault.self) { try SessionBody(decoding: bytes.span) }
  }

  @Test func aClipClampsWhatItCannotHold() throws {
    let heading = ClipBody(
      eventNumber: 1, hopIndex: 0, sampleIndex: 0, firstModelSample: 0, channelCount: 1, samplesPerChannel: 2)
    let bytes = Samples.bytes(of: heading) { $1 == 0 ? .min : .max }
    let clip = try ClipBody(decoding: bytes.span)
    #expect(clip.sample(channel: 0, index: 0, in: bytes.span) == ClipBody.lowestSample)
    #expect(clip.sample(channel: 0, index: 1, in: bytes.span) == ClipBody.highestSample)
  }

  @Test func onlyTheMontagesChannelsAreWritten() {
    #expect(Samples.bytes(of: Samples.decision(hop: 0)).count == 49 + 3 * 6)
  }
}
