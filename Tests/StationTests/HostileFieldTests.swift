import EventLog
import Foundation
import LogSupport
import Recordings
import Simulation
import Station
import Testing
import Vocabulary

/// Logs with right CRCs around fields of any value: everything that reads a log ends by itself.
@Suite struct HostileFieldTests {
  /// A record of each kind, and the widths of its body's fields in order, as the format says.
  private static let kinds: [(kind: RecordKind, body: [UInt8], widths: [Int])] = [
    (.boot, Samples.bytes(of: Samples.boot(1)), [1, 2, 2, 2, 8, 32, 16, 16, 4, 4]),
    (
      .session, Samples.bytes(of: Samples.session()),
      [1, 16, 1, 1, 1, 1, 4, 8, 8, 4, 4, 4, 4, 4, 4, 16, 16, 8, 8, 1, 1, 1, 1] + [Int](repeating: 16, count: 9)
    ),
    (.decision, Samples.bytes(of: Samples.decision(hop: 1)), [1, 1, 1, 1, 8, 8, 8, 8, 8, 4, 1, 2, 4, 2, 4, 2, 4]),
    (
      .alarm, Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 1)),
      [1, 1, 1, 2, 4, 8, 8, 1, 1, 8, 2, 1, 8, 2, 1, 8, 2]
    ),
    (
      .evidence, Samples.bytes(of: EvidenceBody(hopIndex: 1, sampleIndex: 511, output: 5, channelCount: 3)),
      [1, 8, 8, 4, 4, 1, 4, 4, 4]
    ),
    (.clip, Samples.clip(event: 1, hop: 1), [1, 4, 8, 8, 8, 1, 2, 3, 3]),
    (.clip, Samples.clip(event: 1, hop: 3), [1, 4, 8, 8, 8, 1, 2, 3, 3]),
    (
      .acknowledgement,
      Samples.bytes(of: AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 600)), [1, 1, 4, 8]
    ),
    (
      .fault,
      Samples.bytes(of: FaultEvent(reason: .framesLost, phase: .raised, sampleIndex: 700, detail: .framesLost(5))),
      [1, 1, 2, 8, 1, 8]
    ),
    (.health, Samples.bytes(of: HealthBody()), [1, 8, 8, 8, 8, 8, 8, 8, 8]),
    (
      .features, Samples.bytes(of: FeaturesBody(minuteIndex: 0, sampleIndex: 800, channelCount: 2)),
      [1, 8, 8, 1] + [4, 2, 4, 4, 4, 4, 4, 4, 4, 2, 2] + [4, 2, 4, 4, 4, 4, 4, 4, 4, 2, 2]
    ),
    (
      .person,
      Samples.bytes(
        of: PersonBody(act: .standby, source: .button, pseudonym: InlineArray(repeating: 5), sampleIndex: 900)),
      [1, 1, 1, 1, 16, 2, 2, 8]
    ),
    (
      .forecast,
      Samples.bytes(
        of: ForecastBody(
          change: .hour, level: .low, withheld: .no, hour: 9, offsetMinutes: 60, probability: 7, base: 8,
          sampleIndex: 901)), [1, 1, 1, 1, 8, 2, 2, 4, 8, 8, 8, 8, 8, 8, 8]
    ),
    (.learned, learned, [1, 1, 1, 1, 4, 8, 8, 8, 8, 4, 4, 8, 8, 8, 8]),
    (.polygraphy, polygraphy, [1, 1, 8, 8, 1, 1, 1, 16, 2, 4, 4, 4, 2, 4, 4, 4]),
    (.inputNote, inputNote, [1, 1, 1, 1, 16, 2, 1, 1]),
    (.closing, Samples.bytes(of: ClosingBody(recordCount: 11, digest: Digest())), [1, 4, 32]),
  ]

  private static var learned: [UInt8] {
    var body = LearnedBody(cause: .historyRefused, sampleIndex: 902)
    (body.refusal, body.hasBegun, body.historyEnd, body.leads) = (.future, true, 1_700_000_000, 512)
    return Samples.bytes(of: body)
  }

  private static var polygraphy: [UInt8] {
    var body = PolygraphBody(cause: .event, number: 1, sampleIndex: 903)
    body.count = 1
    body.signals[0] = PolygraphBody.Signal(
      input: 8, role: .ecg, name: Samples.name("ECG"),
      during: PolygraphStretch(seconds: 60, median: 99, lowest: 72, highest: 131))
    body.signals[0].before = PolygraphStretch(seconds: 59, median: 72, lowest: 70, highest: 75)
    return Samples.bytes(of: body)
  }

  private static var inputNote: [UInt8] {
    var body = InputNoteBody(.leftOut)
    body.append(Samples.name("EKG1"))
    for byte in "no".utf8 { body.append(text: byte) }
    return Samples.bytes(of: body)
  }

  private static var whole: RawLog {
    RawLog(records: kinds.map { RawLog.Record(kind: $0.kind.rawValue, body: $0.body) })
  }

  /// What an integer of a width can be at its ends, and next to them.
  private static func ends(_ width: Int) -> [[UInt8]] {
    let one = [1] + [UInt8](repeating: 0, count: width - 1)
    let top = [UInt8](repeating: 0xFF, count: width - 1)
    let least = [UInt8](repeating: 0, count: width - 1) + [0x80]
    return [[UInt8](repeating: 0, count: width), one, top + [0xFF], top + [0x7F], least, top.map { $0 - 1 } + [0x7F]]
  }

  /// Reads a log in every way there is; what cannot be made of it is a typed error.
  private func exercise(_ bytes: [UInt8], number: UInt32 = 1) throws {
    let folder = try LogFolder([number: bytes])
    let log = LogFile(folder.url)
    var findings: [String] = []
    let summary = try log.summary { findings.append($0.json.line + $0.description) }
    #expect(!summary.text.isEmpty)
    #expect(summary.json.line.hasPrefix("{"))
    _ = try log.digest { _ in }
    _ = try LogExports(log, into: folder.url.appending(path: "exports")).write(summary) { _, _ in }
    for session in summary.sessions where session.clips > 0 {
      for gaps in [ClipRecording.Gaps.fill, .mark] {
        do {
          let file = folder.url.appending(path: "clips")
          try ClipRecording(log, session: session).write(to: file, width: .bits24, gaps: gaps)
        } catch is LogReadError {} catch is RecordingError {}
      }
    }
  }

  @Test func theWholeLogIsReadAsItIs() throws {
    for (kind, body, widths) in Self.kinds where kind != .clip {
      #expect(widths.reduce(0, +) == body.count, "\(kind)")
    }
    let records = LogKeeper.records([1: Self.whole.bytes])
    #expect(records.map(\.kind) == Self.kinds.map(\.kind) && records.allSatisfy { $0.bodyFault == nil })
    try exercise(Self.whole.bytes)
  }

  @Test(arguments: HostileFieldTests.kinds.indices) func everyFieldOfABodyAtItsEnds(index: Int) throws {
    let (_, body, widths) = Self.kinds[index]
    var offset = 0
    for width in widths {
      for end in Self.ends(width).prefix(width > 8 ? 1 : 6) {
        var log = Self.whole
        log.records[index].body.replaceSubrange(offset..<(offset + width), with: end)
        try exercise(log.bytes)
      }
      offset += width
    }
    for count in [0, 1, body.count - 1] {
      var log = Self.whole
      log.records[index].body = Array(body.prefix(count))
      try exercise(log.bytes)
    }
  }

  @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max]) func wallTimes(wall: Int64) throws {
    for state in UInt8(0)...2 {
      var log = Self.whole
      for index in log.records.indices { (log.records[index].wall, log.records[index].wallState) = (wall, state) }
      try exercise(log.bytes)
    }
    #expect(!WallTime(nanoseconds: wall).text.isEmpty)
  }

  @Test(arguments: [0, 1, 1 << 62, 1 << 63 - 1, 1 << 63, .max] as [UInt64]) func countersAndClocks(value: UInt64) throws
  {
    for change in [
      { log in log.bootsBefore = value }, { log in log.firstSequence = value },
      { log in log.records[3].sequence = value }, { log in log.records[11].sequence = value },
      { log in log.records[4].monotonic = value },
    ] as [(inout RawLog) -> Void] {
      var log = Self.whole
      change(&log)
      try exercise(log.bytes)
    }
  }

  @Test(arguments: [0, 1, 511, 512, 4096, 1 << 30, 1 << 30 + 1, .max] as [UInt32]) func headers(value: UInt32) throws {
    for change in [
      { log in log.number = value }, { log in log.segmentBytes = value }, { log in log.segmentLimit = value },
      { log in log.keyEpoch = value },
    ] as [(inout RawLog) -> Void] {
      for number in [1, 2, 99_999_999] as [UInt32] {
        var log = Self.whole
        change(&log)
        try exercise(log.bytes, number: number)
      }
    }
  }

  /// Any byte of any body may be anything, several at once.
  @Test func thousandsOfMutationsWithRightChecks() throws {
    var generator = SeededGenerator(seed: 19)
    for count in 0..<1500 {
      var log = Self.whole
      for _ in 0...generator.below(3) {
        let index = Int(generator.below(UInt64(log.records.count)))
        switch generator.below(10) {
        case 0: log.records[index].kind = UInt8(truncatingIfNeeded: generator.next() % 20)
        case 1: log.records.swapAt(index, Int(generator.below(UInt64(log.records.count))))
        case 2: log.records.append(log.records[index])
        case 3: log.records[index].wall = Int64(bitPattern: generator.next())
        default:
          let place = Int(generator.below(UInt64(min(240, log.records[index].body.count))))
          log.records[index].body[place] = UInt8(truncatingIfNeeded: generator.next() >> generator.below(64))
        }
      }
      let bytes = log.bytes
      var summary = LogSummary()
      for item in LogKeeper.items([1: bytes]) {
        summary.take(item)
        switch item {
        case .record(let record): #expect(record.json(in: summary.currentSession).line.hasSuffix("}"))
        case .finding(let finding): #expect(!finding.description.isEmpty)
        case .segment, .sealed, .erasure, .erased: break
        }
      }
      #expect(!summary.text.isEmpty)
      if count.isMultiple(of: 50) { try exercise(bytes) }
    }
  }
}
