import EventLog
import LogSupport
import Replay
import Station
import Testing
import Vocabulary

@testable import Report

@Suite struct LogPageTests {
  private func page(_ segments: [UInt32: [UInt8]], name: String = "log") throws -> (String, LogTraces) {
    let folder = try LogFolder(segments)
    let file = LogFile(folder.url)
    var findings: [LogFinding] = []
    let summary = try file.summary { findings.append($0) }
    let traces = try LogTraces(file, summary)
    return (LogPage(name, summary, findings: findings, traces: traces).text, traces)
  }

  /// A log of one session, with what `append` writes.
  private func log(
    _ session: SessionBody = Samples.session(), _ append: (inout Writer<MemorySegmentStorage>) throws -> Void
  ) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 1 << 20, segmentLimit: 8))
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(0))
    try append(&writer)
    try writer.flush()
    return storage.segmentBytes
  }

  @Test func holdsEachSessionAndItsAlarms() throws {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let (text, traces) = try page(storage.segmentBytes, name: "a<b>")
    let found = FoundMarkup(text)
    #expect(
      found.text.contains("Log a<b>") && found.text.contains("Session 2") && found.text.contains(LogSummary.limits))
    #expect(found.text.contains("15.0 s to 25.0 s") && found.text.contains("T7-P7 75.0 %, F7-T7 25.0 %"))
    #expect(traces.sessions.map { $0.whole?.trace.columns.count } == [60, 20])
    #expect(text.components(separatedBy: "class=\"trace\"").count == 3)
    #expect(try page(storage.segmentBytes, name: "a<b>").0 == text)
  }

  @Test func aLongSessionShowsItsAlarmsOnceMoreHopByHop() throws {
    let segments = try log { writer in
      for hop in 0..<2000 as Range<UInt64> {
        let stamps = LogKeeper.stamps(hop)
        let decision = Samples.decision(hop: hop, score: hop == 1000 ? 900 : 0)
        _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps)
        let phase: AlarmEvent.Phase? = hop == 1000 ? .raised : hop == 1010 ? .cleared : nil
        guard let phase else { continue }
        _ = try writer.append(
          .alarm, body: Samples.bytes(of: Samples.alarm(phase, event: 1, hop: hop)).span, stamps: stamps)
      }
    }
    let session = try #require(try page(segments).1.sessions.first)
    #expect(session.whole?.trace.columns.count == 400 && session.whole?.trace.hopsPerColumn == 5)
    let alarm = try #require(session.alarms.first)
    #expect(alarm.startSeconds == 941 && alarm.durationSeconds == 130 && alarm.trace.hopsPerColumn == 1)
    let columns = alarm.trace.columns.indices.filter { alarm.trace.columns[$0].highestScore == 300 }
    #expect(columns == [59] && alarm.trace.columns[59].cells.map(\.excess) == [340, 340, 340])
    #expect(FoundMarkup(try page(segments).0).text.contains("Around seizure alarm 1: from 15.7 min of the session on"))
  }

  @Test func whatIsWrongIsNamed() throws {
    var segments = try LogKeeper.log(decisions: 12).segmentBytes
    segments[2]?[700] ^= 1
    let found = FoundMarkup(try page(segments).0)
    #expect(found.text.contains("NO: ") && found.text.contains("byte "))
  }

  @Test(arguments: [0, 1, 2, 3])
  func numbersThatMakeNoSenseAreNoReasonToStop(kind: Int) throws {
    var session = Samples.session()
    if kind == 1 { session.hopSamples = 0 }
    if kind == 2 { session.inputRate = Rate(1) }
    session.thresholdPerChannel = .min
    let last: UInt64 = kind == 3 ? .max : 2000
    let segments = try log(session) { writer in
      for (index, score) in [Int64.max, .min, 0].enumerated() {
        var decision = Samples.decision(hop: UInt64(index))
        decision.score = score
        if index == 2 { (decision.hopIndex, decision.sampleIndex, decision.channelCount) = (last, last, 9) }
        _ = try writer.append(
          .decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(UInt64(index)))
      }
      var alarm = Samples.alarm(.raised, event: 1, hop: 0)
      (alarm.kind, alarm.sampleIndex) = (.technical, last)
      _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: LogKeeper.stamps(9))
      let fault = FaultEvent(reason: .framesLost, phase: .raised, sampleIndex: 1, detail: .framesLost(.max))
      _ = try writer.append(.fault, body: Samples.bytes(of: fault).span, stamps: LogKeeper.stamps(9))
    }
    let text = try page(segments).0
    #expect(FoundMarkup(text).text.contains("Session 1"))
    // A duration or a hop without sense has no timeline.
    #expect(text.contains("class=\"trace\"") == (kind == 0 || kind == 2))
  }
}
