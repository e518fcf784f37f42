import EventLog
import Foundation
import LogSupport
import Station
import Testing

@testable import Deployment
@testable import Report

@Suite struct WardPageTests {
  private static let written = Date(timeIntervalSince1970: 1_750_000_000)

  /// A bed whose board was asked a second after so many decisions.
  private func state(decisions: UInt64, isLatched: Bool? = nil) throws -> BedState {
    let storage = try LogKeeper.log(decisions: decisions, policy: LogPolicy(segmentBytes: 65_536, segmentLimit: 64))
    let folder = try LogFolder(storage.segmentBytes)
    var records: [LogRecord] = []
    try LogFile(folder.url).forEachRecord { record, _ in records.append(record) }
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(decisions) + 1, isAlarmLatched: isLatched,
        records: records),
      at: Self.written)
    return state
  }

  private func page(_ beds: [(name: String, state: BedState)], turn: Int = 0) -> String {
    WardPage(beds: beds, written: Self.written, turn: turn, everySeconds: 2).text
  }

  @Test func everyBedIsThereWithWhatItComesDownTo() throws {
    var lost = try state(decisions: 12)
    lost.takeFailure("ssh: <gone>")
    let text = page([
      ("bed & 1", try state(decisions: 6)), ("bed 2", try state(decisions: 12)), ("bed 3", lost), ("bed 4", BedState()),
    ])
    let found = FoundMarkup(text)
    #expect(found.elements.count { $0 == "section" } == 4)
    for words in [
      "3 of 4 beds not monitored as they should be. bed & 1: SEIZURE ALARM; bed 3: NO CONTACT; bed 4: NO CONTACT",
      "T7-P7 75.0 %", "Alarm since 2025-06-15 ", "ssh: <gone>", "never reached", "newest decision 1 s old",
    ] { #expect(found.text.contains(words), "\(words)") }
    #expect(text.contains("class=\"bed bed-watching\"") && text.contains("class=\"bed bed-seizure\""))
  }

  /// A bed whose log is at risk is watched, and is not one of those of which all is well.
  @Test func everyBedSaysItsForecastAndStorage() throws {
    var risky = try state(decisions: 12)
    let answer = "segments=5 limit=256 segment_bytes=4194304 room_bytes=1024 free_bytes=1024 access=writable"
    risky.takeStorage(StorageRoom(answer: answer), at: Self.written)
    let text = page([("bed 1", risky), ("bed 2", try state(decisions: 12))])
    for words in [
      "1 of 2 beds not monitored as they should be. bed 1: LOG AT RISK",
      "monitored, but the log's disk is full: 1.0 KiB free",
      "Storage: log 5 of 256 segments, DISK FULL after 1.0 KiB more",
      "Storage: not known: the board does not tell", "Forecast: not known: the newest records tell of none",
    ] { #expect(FoundMarkup(text).text.contains(words), "\(words)") }
    #expect(text.contains("class=\"bed bed-log_at_risk\"") && text.contains(".bed-log_at_risk {"))
  }

  /// An event that has ended is not said to go on since, though nobody has acknowledged its alarm.
  @Test func anAlarmThatNobodyAcknowledgedStays() throws {
    let text = FoundMarkup(page([("a", try state(decisions: 12, isLatched: true))])).text
    #expect(text.contains("a: SEIZURE ALARM") && text.contains("ended, and nobody has acknowledged it at the bed"))
    #expect(text.contains("Last alarm: 2025-06-15 ") && !text.contains("Alarm since"))
  }

  /// Every time is the place's, and its zone is named once.
  @Test func timesAreThoseOfThePlace() throws {
    let clock = ClockText(try #require(TimeZone(identifier: "Europe/Madrid")))
    let state = try state(decisions: 12)
    let text = FoundMarkup(
      WardPage(beds: [("a", state), ("b", state)], written: Self.written, turn: 0, everySeconds: 2, clock: clock).text
    ).text
    #expect(text.contains("Monitoring since 2025-06-15 17:06:40, newest decision 1 s old"))
    #expect(text.contains("Last alarm: 2025-06-15 17:06:45 seizure 1"))
    #expect(text.components(separatedBy: "Times: Europe/Madrid.").count == 2 && !text.contains("UTC"))
    let view = BedView(width: 200, isColoured: false, clock: clock)
    let bed = Bed(name: "a", destination: "a")
    #expect(view.lines([bed], details: true).last == "times      Europe/Madrid")
    #expect(!view.lines([bed], details: false).joined().contains("Madrid"))
  }

  @Test func allWatchedIsSaid() throws {
    #expect(FoundMarkup(page([("a", try state(decisions: 12))])).text.contains("1 bed, all monitored"))
  }

  @Test func withoutItsScriptAPageSaysNoContact() throws {
    let text = page([("a", try state(decisions: 12))])
    let found = FoundMarkup(text)
    #expect(found.text.contains("NO CONTACT. Look at the beds."))
    // What the words stand in says when it was written, and how long that counts.
    #expect(text.contains("data-stamp=\"1750000000000-0\" data-limit=\"32\" data-every=\"2\""))
    #expect(page([], turn: 1).contains("data-stamp=\"1750000000000-1\""))
    #expect(text.contains(".ward .beds, .ward .summary, .ward .zone, .ward iframe { display: none; }"))
  }

  @Test(arguments: [PageScript.keys, .ward])
  func aScriptReadsTheSameInHTMLAndXML(_ script: PageScript) {
    #expect(script.text.allSatisfy { !"<>&\"".contains($0) })
  }
}
