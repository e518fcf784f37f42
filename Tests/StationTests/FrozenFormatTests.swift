import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import TestSupport
import Testing
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
  }

  @Test func closing() {
    isFrozen(
      ClosingBody(recordCount: 0x1112_1314, digest: Self.digest(from: 0x60)),
      "0114131211606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f")
  }

  private var golden: URL { SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden") }
  private var goldenPerson: URL {
    SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-person")
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
      Self.hexadecimal((0..<32).map { digest.digest.bytes[$0] })
        == "bf3c84ebf33659b2afd05f4262b09764d11faa03a767a52ce5be71c2c01f4d74")
  }

  /// What came with the person is no part of the digest.
  @Test func theGoldenLogOfAPersonIsIntact() throws {
    var findings: [String] = []
    let summary = try LogFile(goldenPerson).summary { findings.append("\($0)") }
    #expect(summary.isIntact && summary.records == 5 && summary.isLastSegmentClosed, "\(findings)")
    #expect(try LogFile(goldenPerson).digest { _ in }.records == 0)
  }

  /// Every word and number of the exports.
  @Test func theGoldenLogsAreExportedAsEver() throws {
    for folder in [golden, goldenPerson] { try isExportedAsEver(folder) }
  }

  private func isExportedAsEver(_ folder: URL) throws {
    let expected = try String(contentsOf: folder.appending(path: "records.jsonl"), encoding: .utf8)
    var lines: [String] = []
    try LogFile(folder).forEachRecord { record, session in lines.append(record.json(in: session).line) }
    #expect(lines == expected.split(separator: "\n").map(String.init))
  }

  /// Words are what they were when they were first given.
  @Test func wordsAreNeverChanged() {
    #expect(
      (1...15).map { RecordKind(rawValue: $0)?.word } == [
        "boot", "session", "decision", "alarm", "evidence", "acknowledgement", "fault", "health", "clip", "features",
        "closing", "person", "forecast", "learned", "polygraphy",
      ])
    #expect((0...1).map { PolygraphBody.Cause(rawValue: $0)?.word } == ["minute", "event"])
    #expect((0...2).map { InputRole(rawValue: $0)?.word } == ["eeg", "ecg", "emg"])
    #expect(
      (0...6).map { LearnedBody.Cause(rawValue: $0)?.word } == [
        "day", "start", "history_waiting", "history_begun", "history_taken", "history_known", "history_refused",
      ])
    #expect(
      (0...9).map { LearnedBody.Refusal(rawValue: $0)?.word ?? "" } == [
        "", "unreadable", "torn", "not_signed", "forged", "untrusted_key", "another_person", "ends_in_the_future",
        "ended_too_long_ago", "lacks_what_the_board_saw",
      ])
    #expect(
      (1...6).map { PersonBody.Act(rawValue: $0)?.word } == [
        "admission", "discharge", "standby", "standby_end", "output_test", "electrode_check",
      ])
    #expect((0...2).map { PersonBody.Source(rawValue: $0)?.word } == ["board", "button", "station"])
    #expect((0...2).map { ForecastBody.Change(rawValue: $0)?.word } == ["hour", "warning", "warning_end"])
    #expect((0...2).map { ForecastBody.Level(rawValue: $0)?.word } == ["low", "medium", "high"])
    #expect(
      (0...5).map { ForecastBody.Withheld(rawValue: $0)?.word ?? "" } == [
        "", "too_few_events", "too_short", "clock_not_synchronised", "not_better_than_chance", "stopped_working",
      ])
    #expect((16...17).map { RecordKind(rawValue: $0)?.word } == ["seal", "input_note"])
    #expect(
      (1...5).map { InputNoteBody.Cause(rawValue: $0)?.word } == [
        "referential", "unused", "filled", "caution", "left_out",
      ])
    #expect((1...2).map { EvidenceBody.Cause(rawValue: $0)?.word } == ["alarm", "request"])
    #expect(
      (0...2).map { SessionBody.EvidenceKind(rawValue: $0)?.word } == ["channel", "whole_montage", "filled_montage"])
    #expect((1...3).map { AlarmEvent.Kind(rawValue: $0)?.word } == ["seizure", "technical", "forecast"])
    #expect((1...3).map { AlarmEvent.Phase(rawValue: $0)?.word } == ["raised", "cleared", "escalated"])
    #expect((0...3).map { Verdict.State(rawValue: $0)?.word } == ["unknown", "normal", "suspected", "seizure"])
    #expect((0...2).map { WallState(rawValue: $0)?.word } == ["unset", "free_running", "synchronised"])
    #expect(
      (0...14).map { ReasonCode(rawValue: $0)?.word } == [
        "none", "no_data", "frames_lost", "quorum", "lead_off", "saturation", "mains", "flat", "front_end", "clock",
        "storage", "overrun", "self_test", "bundle", "model",
      ])
    #expect(Quality.leadOff.names == ["lead_off"])
  }
}
