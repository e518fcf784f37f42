import ArgumentParser
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import prodrome

/// What `prodrome mark` takes and refuses, and what becomes of marks that cannot be relied on.
@Suite struct MarkCommandTests {
  /// The log of a minute with a seizure alarm from 15 s to 25 s, from 15:06:40 UTC.
  private func recording() throws -> LogFolder {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    return try LogFolder(storage.segmentBytes)
  }

  private func mark(_ log: LogFolder, _ words: String...) throws -> Mark? {
    try MarkCommand.parse([log.url.path, "1"] + words + ["--session", "1", "--by", "Dr. A"]).run()
    return try MarkFile(of: log.url).all().last
  }

  @Test func timesAreSecondsOrTimesOfDay() throws {
    let log = try recording()
    defer { try? FileManager.default.removeItem(at: MarkFile(of: log.url).url) }
    #expect(try mark(log, "seizure", "--onset", "12.5", "--end", "15:07:06")?.endSeconds == 26)
    #expect(try mark(log, "seizure", "--onset", "2025-06-15 15:06:52.5")?.onsetSeconds == 12.5)
    #expect(try mark(log, "seizure", "--onset", "17:06:52", "--time-zone", "Europe/Madrid")?.onsetSeconds == 12)
    #expect(try mark(log, "unsure")?.onsetSeconds == nil)
  }

  /// A session's last sample lies before the second at which people say that it ended, and its first may lie behind the
  /// one at which it began: what is less than a second outside is its end or begin.
  @Test func momentsToTheSecondReachASessionsEnds() throws {
    let moment = SessionMoment(clock: SessionClock(), alarmSeconds: 10, zone: .gmt, durationSeconds: 49.996)
    #expect(try moment.seconds("50") == 49.996 && moment.seconds("-0.4") == 0 && moment.seconds("49.5") == 49.5)
    for text in ["51", "50.996", "-1"] { #expect(throws: SessionMoment.Refusal.self) { try moment.seconds(text) } }
  }

  @Test(arguments: [
    ["seizure", "--onset", "1000000", "--end", "2000000"], ["seizure", "--onset", "15:30:00"],
    ["seizure", "--onset", "-1"],
    ["seizure", "--onset", "nan"], ["seizure", "--onset", "25:00:00"], ["seizure", "--onset", "20", "--end", "19"],
    ["false", "--onset", "12"], ["seizure", "--by", "  "], ["seizure", "--onset", "soon"],
  ])
  func timesThatCannotBeAreRefused(words: [String]) throws {
    let log = try recording()
    let by = words.contains("--by") ? [] : ["--by", "Dr. A"]
    #expect(throws: (any Error).self) {
      try MarkCommand.parse([log.url.path, "1", "--session", "1"] + words + by).run()
    }
    #expect(!FileManager.default.fileExists(atPath: MarkFile(of: log.url).url.path))
  }

  /// Sessions are counted in the whole log; and beside a segment's file nobody would look for marks.
  @Test func aSegmentsFileIsNotMarked() throws {
    let log = try recording()
    let segment = log.url.appending(path: "segment-00000001.plog").path
    #expect(throws: ExitCode(65)) { try MarkCommand.parse([segment, "1", "seizure", "--by", "Dr. A"]).run() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: log.url.path).allSatisfy { $0.hasSuffix(".plog") })
  }

  /// The alarm of which the record of the rise is damaged can be marked as any other.
  @Test func anAlarmWhoseRiseIsLostIsMarked() throws {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    var segments = storage.segmentBytes
    let rise = try #require(
      LogKeeper.records(segments).first { (try? $0.decoded(as: AlarmEvent.self))?.phase == .raised })
    segments[rise.segment]?[rise.offset + RecordEnvelope.headingBytes + 4] ^= 1
    let log = try LogFolder(segments)
    defer { try? FileManager.default.removeItem(at: MarkFile(of: log.url).url) }
    #expect(try mark(log, "seizure", "--onset", "12")?.event == 1)
  }

  /// One line that is no mark keeps nobody from what can be read: it is said, and the exit code tells.
  @Test func aLineThatIsNoMarkStopsNothing() throws {
    let log = try recording()
    let marks = MarkFile(of: log.url)
    defer { try? FileManager.default.removeItem(at: marks.url) }
    try Data("no mark\n".utf8).write(to: marks.url)
    try MarkCommand.parse([log.url.path, "1", "seizure", "--session", "1", "--by", "Dr. A"]).run()
    let folder = log.url.deletingLastPathComponent().appending(path: "\(log.url.lastPathComponent)-pages")
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appending(path: "deep/night.html")
    #expect(throws: ExitCode(1)) { try ReportCommand.parse([log.url.path, "--output", page.path]).run() }
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("A mark does not count: ") && text.contains(":1: found what is no mark"))
    #expect(text.contains("a seizure (Dr. A, ") && text.contains("NOT signed"))
    #expect(throws: (any Error).self) { try ReportCommand.parse([log.url.path, "--output", ""]) }
    let review = try LogReview(of: log.url.path)
    #expect(review.marks == 1 && review.refusedMarks == 1 && review.cautions.contains { $0.contains(":1: found") })
    #expect(review.text.contains(" by 1 mark, 0 signed"))
  }
}
