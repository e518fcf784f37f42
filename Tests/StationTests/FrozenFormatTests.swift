import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import TestSupport
import Testing
import Text
import Vocabulary

/// The log's formats as committed bytes: a field that changes its place, its width or its word is a new version, not an
/// edit.
@Suite struct FrozenFormatTests {
  private static func digest(from first: UInt8) -> Digest {
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = first + UInt8(index) }
    return digest
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private func isFrozen(_ body: some RecordBody, _ expected: String) {
    #expect(Self.hexadecimal(Samples.bytes(of: body)) == expected)
  }

  @Test func boot() {
    isFrozen(
      BootBody(
        versionMajor: 0x0102, versionMinor: 0x0304, versionPatch: 0x0506, bootNumber: 0x0708_090A_0B0C_0D0E,
        bundle: Self.digest(from: 0x20), machine: "machine", kernels: "kernels",
        capabilities: Capabilities(rawValue: 0x11), logBytesDiscarded: 0x1213_1415),

      "010201040306050e0d0c0b0a090807202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f6d6163"
        + "68696e650000000000000000006b65726e656c730000000000000000001100000015141312")
  }

  @Test func session() {
    var session = SessionBody(
      pseudonym: InlineArray { 0x40 + UInt8($0) }, inputRate: Rate(257, per: 2), modelRate: Rate(131, per: 3),
      windowSamples: 0x201, hopSamples: 0x202, model: "model", operatingPoint: "point",
      thresholdPerChannel: -0x0102_0304_0506_0708, raiseExcess: 0x1112_1314_1516_1718, firingHops: 9, raiseHops: 7,
      clearHops: 3)
    (session.isAdmitted, session.levelSteps, session.learnedHops) = (true, -7, 0x5152_5354)
    (session.thresholdInForce, session.firstSample) = (-0x4142_4344_4546_4748, 0x3132_3334_3536_3738)
    session.channelCount = 1
    (session.names[0], session.positive[0], session.negative[0]) = ("F7-T7", "F7", "T7")
    isFrozen(
      session,

      "03404142434445464748494a4b4c4d4e4f01f9000054535251b8b8b9babb"
        + "bcbdbe3837363534333231"
        + "0101000002000000830000000300000001020000020200006d6f64656c00000000"
        + "00000000000000706f696e740000000000000000000000f8f8f9fafbfcfdfe18171615141312110907030146372d54370000"
        + "0000000000000000004637000000000000000000000000000054370000000000000000000000000000")
  }

  @Test func decision() {
    var decision = Decision(hopIndex: 0x1011_1213_1415_1617, sampleIndex: 0x2021_2223_2425_2627, channelCount: 2)
    (decision.score, decision.threshold) = (-0x3031_3233_3435_3637, 0x4041_4243_4445_4647)
    decision.verdict = Verdict(firing: 5, firingHops: 10, accumulated: 0x5051_5253_5455_5657, state: .seizure)
    decision.usable = ChannelMask(first: 1)
    (decision.quality[0], decision.evidence[0]) = (.good, -0x6162_6364)
    decision.quality[1] = .leadOff
    isFrozen(
      decision,

      "0203050a17161514131211102726252423222120c9c9cacbcccdcecf47464544434241405756555453525150010000000200"
        + "009c9c9d9e040000000000")
  }

  @Test func alarm() {
    var alarm = AlarmEvent(
      kind: .seizure, phase: .raised, eventNumber: 0x3132_3334, reason: .leadOff, hopIndex: 0x4142_4344_4546_4748,
      sampleIndex: 0x5152_5354_5556_5758)
    alarm.rankedCount = 2
    (alarm.ranked[0], alarm.ranked[1]) = (1, 0)
    (alarm.excess[1], alarm.excess[0]) = (0x6162_6364_6566_6768, -0x7172_7374_7576_7778)
    (alarm.sharePermille[1], alarm.sharePermille[0]) = (750, 250)
    isFrozen(
      alarm,
      "0101010400343332314847464544434241585756555453525102016867666564636261ee02008888898a8b8c8d8efa00")
  }

  @Test func evidence() {
    var evidence = EvidenceBody(
      hopIndex: 0x1011_1213_1415_1617, sampleIndex: 0x2021_2223_2425_2627, output: -0x3132_3334, channelCount: 2)
    evidence.usable = ChannelMask(rawValue: 2)
    (evidence.outputWithout[0], evidence.outputWithout[1]) = (0x4142_4344, -0x5152_5354)
    // Version 1 said neither how nor why.
    isFrozen(evidence, "0117161514131211102726252423222120cccccdce020000000244434241acacadae")
    evidence.cause = .request
    isFrozen(evidence, "02010217161514131211102726252423222120cccccdce020000000244434241acacadae")
  }

  @Test func polygraphy() {
    var body = PolygraphBody(cause: .event, number: 0x1112_1314_1516_1718, sampleIndex: 0x2122_2324_2526_2728)
    body.count = 1
    body.signals[0] = PolygraphBody.Signal(
      input: 8, role: .ecg, name: Samples.name("ECG"),
      during: PolygraphStretch(seconds: 60, median: 0x3132_3334, lowest: 0x3132_3333, highest: 0x4142_4344))
    body.signals[0].before = PolygraphStretch(seconds: 59, median: 72, lowest: 70, highest: 75)
    isFrozen(
      body,
      "01011817161514131211282726252423222101080145434700000000000000000000000000" + "3c00343332313333323144434241"
        + "3b0048000000460000004b000000")
  }

  @Test func inputNote() {
    var body = InputNoteBody(.leftOut)
    body.append(Samples.name("EKG1"))
    body.append(Samples.name("SpO2"))
    for byte in "no EEG".utf8 { body.append(text: byte) }
    isFrozen(
      body, "01050200454b473100000000000000000000000053704f3200000000000000000000000006006e6f20454547")
  }

  @Test func acknowledgement() {
    isFrozen(
      AcknowledgementBody(alarmKind: .technical, eventNumber: 0x1112_1314, sampleIndex: 0x2122_2324_2526_2728),
      "0102141312112827262524232221")
  }

  @Test func fault() {
    isFrozen(
      FaultEvent(
        reason: .framesLost, phase: .cleared, sampleIndex: 0x1112_1314_1516_1718,
        detail: .framesLost(0x2122_2324_2526_2728)),
      "020202001817161514131211012827262524232221")
  }

  @Test func health() {
    var health = HealthBody()
    let step: UInt64 = 0x0101_0101_0101_0101
    (health.frames, health.gaps, health.lost, health.hops) = (step, 2 * step, 3 * step, 4 * step)
    (health.overruns, health.storageBytes, health.flushes) = (5 * step, 6 * step, 7 * step)
    health.unstored = 8 * step
    isFrozen(
      health,

      "0201010101010101010202020202020202030303030303030304040404040404040505050505050505060606060606060607"
        + "070707070707070808080808080808")
    health.unstored = nil
    isFrozen(
      health,

      "0101010101010101010202020202020202030303030303030304040404040404040505050505050505060606060606060607"
        + "07070707070707")
  }

  @Test func clip() {
    let clip = ClipBody(
      eventNumber: 0x1112_1314, hopIndex: 0x2122_2324_2526_2728, sampleIndex: 0x3132_3334_3536_3738,
      firstModelSample: 0x4142_4344_4546_4748, channelCount: 2, samplesPerChannel: 2)
    let samples: [[Int32]] = [[0x030201, 0x060504], [0x890807 - (1 << 24), 0x0C0B0A]]
    #expect(
      Self.hexadecimal(Samples.bytes(of: clip) { samples[$0][$1] })
        == "01141312112827262524232221383736353433323148474645444342410202000102030405060708890a0b0c")
  }

  @Test func features() {
    var body = FeaturesBody(minuteIndex: 0x1112_1314_1516_1718, sampleIndex: 0x2122_2324_2526_2728, channelCount: 1)
    var features = ChannelFeatures()
    (features.sampleCount, features.quality, features.lineLength) = (1, Quality(rawValue: 2), 3)
    (features.variance, features.delta, features.theta, features.alpha) = (4, 5, 6, 7)
    (features.beta, features.gamma, features.lagOneAutocorrelation, features.spikes) = (8, 9, -10, 11)
    body.channels[0] = features
    isFrozen(
      body,

      "0118171615141312112827262524232221010100000002000300000004000000050000000600000007000000080000000900"
        + "0000f6ff0b00")
  }

  @Test func person() {
    isFrozen(
      PersonBody(
        act: .standby, source: .button, pseudonym: InlineArray { 0x60 + UInt8($0) }, minutes: 0x0F10,
        sampleIndex: 0x2122_2324_2526_2728),
      "01030100606162636465666768696a6b6c6d6e6f100f00002827262524232221")
  }

  @Test func forecast() {
    var body = ForecastBody(
      change: .warning, level: .high, withheld: .stoppedWorking, hour: 0x1112_1314_1516_1718, offsetMinutes: -210,
      probability: 0x2122_2324, base: -0x3132_3334_3536_3738, sampleIndex: 0x4142_4344_4546_4748)
    for index in 0..<5 { body.shares[index] = -(0x51 + Int64(index)) }
    isFrozen(
      body,
      "0101020518171615141312112eff000024232221c8c8c9cacbcccdceafffffffffffffffaeffffffffffffffadffffffffff"
        + "ffffacffffffffffffffabffffffffffffff4847464544434241")
    body.evidence = .init(share: 0x6162_6364_6566_6768, weight: 0x7172_7374, said: true, gate: .stoppedWorking)
    isFrozen(
      body,
      "0201020518171615141312112eff000024232221c8c8c9cacbcccdceafffffffffffffffaeffffffffffffffadffffffffff"
        + "ffffacffffffffffffffabffffffffffffff4847464544434241686766656463626174737271" + "01020000")
  }

  @Test func learned() {
    var body = LearnedBody(cause: .historyRefused, sampleIndex: 0x3132_3334_3536_3738 + 1)
    (body.refusal, body.hasBegun, body.hasStopped) = (.lacksEvents, true, true)
    (body.entries, body.historyEnd, body.number) = (0x1112_1314, 0x2122_2324_2526_2728, -0x3132_3334_3536_3738)
    (body.firstHour, body.hour) = (0x4142_4344_4546_4748, 0x5152_5354_5556_5758)
    (body.observedHours, body.scoredHours, body.leads) = (0x6162_6364, 0x7172_7374, 0x0102_0304_0506_0708)
    (body.lastEvent, body.staked) = (-0x1112_1314_1516_1718, -0x2122_2324_2526_2728)
    isFrozen(
      body,
      "01060905141312112827262524232221c8c8c9cacbcccdce48474645444342415857565554535251646362617473727108070605"
        + "04030201e8e8e9eaebecedeed8d8d9dadbdcddde3937363534333231")
    (body.hasStopped, body.isShown) = (false, true)
    #expect(Samples.bytes(of: body)[3] == 3)
  }

  @Test func seal() {
    isFrozen(
      SealBody(epoch: 0x1112_1314, tag: Self.digest(from: 0x60)),
      "0114131211606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f")
  }

  @Test func closing() {
    var closing = ClosingBody(recordCount: 0x1112_1314, digest: Self.digest(from: 0x60))
    isFrozen(closing, "0114131211606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f")
    closing.seal = SealBody(epoch: 0x2122_2324, tag: Self.digest(from: 0x40))
    isFrozen(
      closing,
      "0214131211606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f24232221404142434445464748494a"
        + "4b4c4d4e4f505152535455565758595a5b5c5d5e5f")
  }

  private var golden: URL { SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden") }
  private var goldenPerson: URL {
    SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-person")
  }
  private var goldenNewer: URL { SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-newer") }
  private var goldenNewerKinds: URL {
    SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-newer-kinds")
  }
  private var goldenSealed: URL {
    SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-sealed")
  }

  /// The log that golden_log.py wrote from the format's description, and the digest that it printed.
  @Test func theGoldenLogIsIntactAndHasItsDigest() throws {
    let log = LogFile(golden)
    var findings: [String] = []
    let summary = try log.summary { findings.append("\($0)") }
    #expect(summary.isIntact && summary.records == 11 && summary.isLastSegmentClosed, "\(findings)")
    let digest = try log.digest { _ in }
    #expect(digest.records == 4)
    #expect(
      digest.digest.hexadecimal
        == "bf3c84ebf33659b2afd05f4262b09764d11faa03a767a52ce5be71c2c01f4d74")
  }

  /// What came with the person is no part of the digest.
  @Test func theGoldenLogOfAPersonIsIntact() throws {
    var findings: [String] = []
    let summary = try LogFile(goldenPerson).summary { findings.append("\($0)") }
    #expect(summary.isIntact && summary.records == 5 && summary.isLastSegmentClosed, "\(findings)")
    #expect(try LogFile(goldenPerson).digest { _ in }.records == 0)
  }

  /// A secret that counts up.
  private static func secret(from first: UInt8) -> [UInt8] { (0..<32).map { first + $0 } }

  /// Python made the seals and sealed the clip: the board's secret vouches for all of it, the station's key opens it.
  @Test func theGoldenSealedLogIsVouchedForAndItsClipOpens() throws {
    let secret = try #require(SealSecret(board: "ward3", seed: Self.secret(from: 0x80)))
    let key = try #require(ClipKey(secret: Self.secret(from: 0xA0)))
    let log = LogFile(goldenSealed, secret: secret, clipKey: key)
    var findings: [String] = []
    let summary = try log.summary { findings.append("\($0)") }
    #expect(summary.isIntact && summary.records == 8 && summary.isLastSegmentClosed, "\(findings)")
    #expect(summary.isSealed && summary.authenticated == 8 && summary.newestSeal?.epoch == 2)
    let digest = try log.digest { _ in }
    #expect(
      digest.digest.hexadecimal == "183d6c901d576ef65ada5ce4e7c45760e7d4b1692c79a3b189e467bdca8c17e2"
        && digest.records == 2)
    var clips: [[UInt8]] = []
    try log.forEachRecord { record, _ in if record.kind == .clip { clips.append(record.body) } }
    let clip = try #require(clips.first)
    #expect(clips.count == 1 && Array(clip[32...]) == [1, 2, 3, 4, 5, 6, 7, 8, 0x89, 10, 11, 12])
    let body = try ClipBody(decoding: clip.span)
    #expect(!body.isSealed && body.eventNumber == 1 && body.hopIndex == 0x1011_1213_1415_1616)
    #expect(body.sampleIndex == 0x2122_2324_2526_2728 && body.firstModelSample == 0x3132_3334_3536_3738)
  }

  /// Every word and number of the exports.
  @Test func theGoldenLogsAreExportedAsEver() throws {
    for folder in [golden, goldenPerson, goldenSealed, goldenNewer, goldenNewerKinds] { try isExportedAsEver(folder) }
  }

  private func isExportedAsEver(_ folder: URL) throws {
    let expected = try String(contentsOf: folder.appending(path: "records.jsonl"), encoding: .utf8)
    var lines: [String] = []
    try LogFile(folder).forEachRecord { record, session in lines.append(record.json(in: session).line) }
    #expect(lines == expected.split(separator: "\n").map(String.init))
  }

  /// Every number that a type knows, with its word: none is left out, whatever is added.
  private func words<Kind: RawRepresentable>(_ word: (Kind) -> String?) -> String
  where Kind.RawValue: FixedWidthInteger {
    (0...255).compactMap { number in Kind(rawValue: number).map { "\(number) \(word($0) ?? "-")" } }
      .joined(separator: ", ")
  }

  /// Words are what they were when they were first given.
  @Test func wordsOfRecordsAreNeverChanged() {
    #expect(
      words { (kind: RecordKind) in kind.word } == """
        1 boot, 2 session, 3 decision, 4 alarm, 5 evidence, 6 acknowledgement, 7 fault, 8 health, 9 clip, 10 features, \
        11 closing, 12 person, 13 forecast, 14 learned, 15 polygraphy, 16 seal, \
        17 input_note
        """)
    #expect(words { (kind: PolygraphBody.Cause) in kind.word } == "0 minute, 1 event")
    #expect(words { (kind: InputRole) in kind.word } == "0 eeg, 1 ecg, 2 emg")
    #expect(
      words { (kind: LearnedBody.Cause) in kind.word } == """
        0 day, 1 start, 2 history_waiting, 3 history_begun, 4 history_taken, 5 history_known, 6 history_refused
        """)
    #expect(
      words { (kind: LearnedBody.Refusal) in kind.word } == """
        0 -, 1 unreadable, 2 torn, 3 not_signed, 4 forged, 5 untrusted_key, 6 another_person, 7 ends_in_the_future, \
        8 ended_too_long_ago, 9 lacks_what_the_board_saw
        """)
    #expect(
      words { (kind: PersonBody.Act) in kind.word }
        == "1 admission, 2 discharge, 3 standby, 4 standby_end, 5 output_test, 6 electrode_check")
    #expect(words { (kind: PersonBody.Source) in kind.word } == "0 board, 1 button, 2 station")
    #expect(words { (kind: ForecastBody.Change) in kind.word } == "0 hour, 1 warning, 2 warning_end")
    #expect(words { (kind: ForecastBody.Level) in kind.word } == "0 low, 1 medium, 2 high")
    #expect(
      words { (kind: ForecastBody.Withheld) in kind.word } == """
        0 -, 1 too_few_events, 2 too_short, 3 clock_not_synchronised, 4 not_better_than_chance, 5 stopped_working
        """)
  }

  @Test func wordsOfDecisionsAreNeverChanged() {
    #expect(words { (kind: EvidenceBody.Cause) in kind.word } == "1 alarm, 2 request")
    #expect(
      words { (kind: InputNoteBody.Cause) in kind.word }
        == "1 referential, 2 unused, 3 filled, 4 caution, 5 left_out")
    #expect(
      words { (kind: SessionBody.EvidenceKind) in kind.word } == "0 channel, 1 whole_montage, 2 filled_montage")
    #expect(words { (kind: AlarmEvent.Kind) in kind.word } == "1 seizure, 2 technical, 3 forecast")
    #expect(words { (kind: AlarmEvent.Phase) in kind.word } == "1 raised, 2 cleared, 3 escalated")
    #expect(words { (kind: Verdict.State) in kind.word } == "0 unknown, 1 normal, 2 suspected, 3 seizure")
    #expect(words { (kind: WallState) in kind.word } == "0 unset, 1 free_running, 2 synchronised")
    #expect(
      words { (reason: ReasonCode) in reason.word } == """
        0 none, 1 no_data, 2 frames_lost, 3 quorum, 4 lead_off, 5 saturation, 6 mains, 7 flat, 8 front_end, 9 clock, \
        10 storage, 11 overrun, 12 self_test, 13 bundle, 14 model, 15 weak, 16 excessive, 17 copied, 18 repeated, \
        19 spectrum, 20 pulses, 21 side_lost, 22 channels_lost, 23 line, 24 button, 25 kept_state, 26 lasting, \
        27 another, 28 convulsive, 29 undervoltage
        """)
    #expect(Quality.leadOff.names == ["lead_off"])
  }
}
