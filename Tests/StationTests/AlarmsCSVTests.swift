import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct AlarmsCSVTests {
  /// A session of a minute with an alarm from hop 20 to hop 40 that became more urgent and was answered.
  private func log() throws -> LogFolder {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    _ = try writer.append(.session, body: Samples.bytes(of: Samples.session()).span, stamps: LogKeeper.stamps(0))
    for hop in 0..<60 as Range<UInt64> {
      let stamps = LogKeeper.stamps(hop + 1)
      let decision = Samples.decision(hop: hop, isSeizure: (20..<40).contains(hop))
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps)
      let phases: [UInt64: AlarmEvent.Phase] = [20: .raised, 30: .escalated, 40: .cleared]
      if let phase = phases[hop] {
        var alarm = Samples.alarm(phase, event: 1, hop: hop)
        if phase == .escalated { alarm.reason = .another }
        _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: stamps)
      }
      guard hop == 32 else { continue }
      let answer = AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 33 * 256 - 1)
      _ = try writer.append(.acknowledgement, body: Samples.bytes(of: answer).span, stamps: stamps)
    }
    try writer.flush()
    return try LogFolder(storage.segmentBytes)
  }

  @Test func everyAlarmIsARowWithItsTimesAndItsReview() throws {
    let folder = try log()
    let overview = try LogOverview(LogFile(folder.url))
    let session = try #require(overview.summary.sessions.first)
    let mark = Mark(
      pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: .seizure, onsetSeconds: 18.5,
      endSeconds: nil, note: "left arm, \"twice\"", author: "Dr. A", time: "2026-03-01T07:04:09Z")
    let lines = AlarmsCSV(overview.summary.sessions, overview.history, [mark]).text.components(separatedBy: "\r\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("session,person,kind,alarm,raised_utc,") && lines[2].isEmpty)
    #expect(
      lines[1]
        == "1,000102030405060708090a0b0c0d0e0f,seizure,1,2025-06-15T15:07:01Z,21.000,2025-06-15T15:07:21Z,41.000,"
        + "yes,,31.000,33.000,\"T7-P7,F7-T7\",seizure,Dr. A,no,18.500,,\"left arm, \"\"twice\"\"\"")
  }

  /// What a reviewer writes is text, whatever a spreadsheet makes of its first character.
  @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx"]) func noTextIsAFormula(note: String) throws {
    let folder = try log()
    let overview = try LogOverview(LogFile(folder.url))
    let session = try #require(overview.summary.sessions.first)
    let mark = Mark(
      pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: .seizure, onsetSeconds: nil,
      endSeconds: nil, note: note, author: note, time: "2026-03-01T07:04:09Z")
    let text = AlarmsCSV(overview.summary.sessions, overview.history, [mark]).text
    #expect(text.hasSuffix(",seizure,'\(note),no,,,'\(note)\r\n"))
  }

  /// What a reviewer said replaces that nobody has looked.
  @Test func anObservationSaysWhatTheReviewerSaid() throws {
    let folder = try log()
    let overview = try LogOverview(LogFile(folder.url))
    let session = try #require(overview.summary.sessions.first)
    func observation(_ verdict: Mark.Verdict?) -> String {
      let marks = verdict.map {
        [
          Mark(
            pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: $0, onsetSeconds: nil,
            endSeconds: nil, note: nil, author: "Dr. A", time: "2026-03-01T07:04:09Z")
        ]
      }
      return FHIRBundle(session, overview.history, marks ?? []).json.line
    }
    #expect(observation(nil).contains("\"status\":\"preliminary\"") && observation(nil).contains("not reviewed"))
    let judged = observation(.false)
    #expect(judged.contains("\"status\":\"final\"") && judged.contains("\"valueBoolean\":false"))
    #expect(judged.contains("\"authorString\":\"Dr. A\"") && !judged.contains("not reviewed"))
    #expect(observation(.seizure).contains("\"valueBoolean\":true"))
    #expect(observation(.unsure).contains("\"status\":\"preliminary\""))
  }

  @Test func whatBecameMoreUrgentIsTold() throws {
    let folder = try log()
    let session = try #require(try LogFile(folder.url).summary().sessions.first)
    #expect(session.events.first?.escalations.map(\.seconds) == [31])
    #expect(session.events.first?.text.contains("more urgent since 31 s (another") == true)
  }
}
