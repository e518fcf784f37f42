import Bundle
import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Text
import Vocabulary

@Suite struct LogSummaryTests {
  static func log(missing: Range<UInt64> = 0..<0) throws -> (folder: LogFolder, file: LogFile) {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage, missing: missing)
    let folder = try LogFolder(storage.segmentBytes)
    return (folder, LogFile(folder.url))
  }

  @Test func sessionsAlarmsAndTheirChannelsAreAddedUp() throws {
    let (folder, file) = try Self.log()
    let summary = try file.summary()
    #expect(summary.isIntact && !summary.isAuthenticated && summary.boots == 1)
    #expect(summary.firstSequence == 1 && summary.lastSequence == summary.records)
    let session = try #require(summary.sessions.first)
    #expect(session.decisions == 60 && session.clips == 17 && session.durationSeconds == 60)
    let event = try #require(session.seizures.first)
    #expect(event.onsetSeconds == 15 && event.endSeconds == 25)
    #expect(event.channels.map(\.name) == ["T7-P7", "F7-T7"] && event.channels.map(\.sharePermille) == [750, 250])
    #expect(summary.sessions.count == 2 && summary.sessions[1].events.isEmpty)
    withExtendedLifetime(folder) {}
  }

  @Test func whatOnlyKeysCouldShowIsSaid() throws {
    let (folder, file) = try Self.log()
    #expect(try file.summary().text.contains(LogSummary.limits))
    withExtendedLifetime(folder) {}
  }

  @Test func theDigestIsThatOfTheRecordsEmitted() throws {
    let (folder, file) = try Self.log()
    var expected = DecisionDigest<SHA256Hasher>()
    for hop in 0..<20 as Range<UInt64> {
      expected.emit(
        .decision, body: Samples.bytes(of: Samples.decision(hop: hop)).span, monotonicNanoseconds: hop)
    }
    let found = try file.digest(session: 2) { Issue.record("\($0)") }
    #expect(found.digest == expected.digest && found.records == 20)
    #expect(try file.digest { _ in }.records == 82)
    #expect(throws: LogReadError.self) { try file.digest(session: 3) { _ in } }
    withExtendedLifetime(folder) {}
  }

  @Test func theEventsTableHasARowForEachSeizureAlarm() throws {
    let (folder, file) = try Self.log()
    let summary = try file.summary()
    let heading = "onset\tduration\teventType\tconfidence\tchannels\tdateTime\trecordingDuration\n"
    #expect(
      EventsTable.text(summary.sessions[0], isWhole: true)
        == heading + "15.00\t10.00\tsz\tn/a\tT7-P7,F7-T7\t2025-06-15 15:06:40\t60.00\n")
    #expect(
      EventsTable.text(summary.sessions[1], isWhole: true)
        == heading + "0.00\t20.00\tbckg\tn/a\tn/a\t2025-06-15 15:07:40\t20.00\n")
    // Of a log that is not whole nobody can say that there was none.
    #expect(EventsTable.text(summary.sessions[1], isWhole: false) == heading)
    #expect(EventsTable.text(summary.sessions[0], isWhole: false).contains("\tsz\t"))
    withExtendedLifetime(folder) {}
  }

  @Test func everyRecordIsALineOfJSON() throws {
    let (folder, file) = try Self.log()
    var types: [String: Int] = [:]
    var alarm: [String: Any] = [:]
    try file.forEachRecord { record, session in
      let data = Data(record.json(in: session).line.utf8)
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let type = try #require(object["type"] as? String)
      types[type, default: 0] += 1
      if type == "alarm", object["phase"] as? String == "raised" { alarm = object }
    }
    #expect(types["boot"] == 1 && types["session"] == 2 && types["decision"] == 80)
    #expect(types["alarm"] == 2 && types["clip"] == 17 && types["unreadable"] == nil)
    #expect(alarm["t_s"] as? Double == 15 && alarm["kind"] as? String == "seizure" && alarm["event"] as? Int == 1)
    let channels = try #require(alarm["channels"] as? [[String: Any]])
    #expect(channels.map { $0["name"] as? String } == ["T7-P7", "F7-T7", "Cz"])
    #expect(channels.map { $0["evidence"] as? Int } == [900, 300, -50])
    #expect(channels.map { $0["share"] as? Double } == [0.75, 0.25, 0])
    withExtendedLifetime(folder) {}
  }

  @Test func anObjectIsALineOfJSON() throws {
    var object = JSONObject(type: "text")
    object.set("said", "a\"b\\c\nd/\u{9B}")
    object.set("aBc", [1, 2])
    object.set("none", nil as String?)
    object.set("endless", .infinity)
    object.set("half", 0.5)
    #expect(
      object.line
        == #"{"aBc":[1,2],"endless":null,"half":0.5,"none":null,"said":"a\"b\\c\nd/\u009b","type":"text"}"#)
    // What could not be written is told of, never left out.
    object.set("deep", [[Double.nan]])
    #expect(object.line == #"{"type":"unwritable"}"#)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00"), (-1, "1969-12-31 23:59:59"), (951_782_400, "2000-02-29 00:00:00"),
    (4_107_542_399, "2100-02-28 23:59:59"), (1_750_000_000, "2025-06-15 15:06:40"),
  ])
  func wallTimesAreCalendarDates(seconds: Int64, text: String) {
    #expect(WallTime(nanoseconds: seconds * 1_000_000_000).text == text)
  }

  @Test func wallTimesAreLocalAcrossDaylightSaving() {
    var zone = TimeZoneRules(name: FixedText("Europe/Berlin"), offset: 3600)
    zone.append(.init(second: 1_743_296_400, offset: 7200))
    (zone.standardOffset, zone.daylightOffset) = (7200, 7200)
    let before = WallTime(nanoseconds: 1_743_296_399_000_000_000)
    #expect(before.text(in: zone) == "2025-03-30 01:59:59 +01:00")
    #expect(before.adding(seconds: 1).text(in: zone) == "2025-03-30 03:00:00 +02:00")
    // To the nearest second, by the clock of that second.
    #expect(WallTime(nanoseconds: 1_743_296_399_999_999_999).text(in: zone) == "2025-03-30 03:00:00 +02:00")
    #expect(
      WallTime(nanoseconds: -1).text(in: TimeZoneRules(name: FixedText("x"), offset: -12_600)).hasSuffix("-03:30"))
  }
}
