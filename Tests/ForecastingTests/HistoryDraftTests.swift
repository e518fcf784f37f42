import Evaluation
import Forecast
import Forecasting
import Foundation
import Testing
import Vocabulary

/// Diaries, alarms and marks on the way to a history file, and back.
@Suite struct HistoryDraftTests {
  private enum Nobody: SignatureVerifying {
    static func isValid(_ signature: Signature, over message: Span<UInt8>, by key: PublicKey) -> Bool { false }
  }

  private static func file(_ text: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: url)
    return url
  }

  private static func draft(diary text: String, zone: String = "UTC") throws -> HistoryDraft {
    let url = try file(text)
    defer { try? FileManager.default.removeItem(at: url) }
    var draft = HistoryDraft()
    try draft.addDiary(url, style: nil, zone: #require(TimeZone(identifier: zone)))
    return draft
  }

  private static func mark(_ draft: inout HistoryDraft, _ text: String) throws {
    let url = try file(text)
    defer { try? FileManager.default.removeItem(at: url) }
    try draft.applyMarks(url, style: nil, zone: #require(TimeZone(identifier: "UTC")))
  }

  private static func bytes(_ draft: HistoryDraft) throws -> [UInt8] {
    let message = try #require(draft.message(pseudonym: [UInt8](repeating: 0xAB, count: 16), publicKey: nil))
    return message + [UInt8](repeating: 0, count: 64)
  }

  /// Berlin is two hours ahead in summer and one in winter. 2024-03-31 02:30 did not exist there; 2024-10-27 02:30 came
  /// twice.
  @Test func localTimesBecomeUTC() throws {
    let text = "date,time\n2024-01-02,01:00\n2024-03-31,02:30\n2024-07-02,01:00\n2024-10-27,02:30\n"
    let seconds = try Self.draft(diary: text, zone: "Europe/Berlin").entries.map(\.second)
    #expect(seconds == [1_704_153_600, 1_711_848_600, 1_719_874_800, 1_729_989_000])
  }

  @Test func whatBothSawCountsOnce() throws {
    var draft = try Self.draft(diary: "date,time\n2024-01-02,01:00\n2024-01-03,01:00\n")
    draft.addAlarm(second: 1_704_157_200 + 300, from: "log")
    #expect(draft.events.map(\.kind) == [.alarm, .diary])
    #expect(draft.notes.count == 1)
  }

  @Test func aSeizureOfTheNextHoursIsRefusedByTheDiarysOwnClock() throws {
    let url = try Self.file("date,time\n2024-01-02,15:00\n")
    defer { try? FileManager.default.removeItem(at: url) }
    let now = Date(timeIntervalSince1970: 1_704_204_000)
    var draft = HistoryDraft()
    // 14:00 UTC: in Berlin that time has just come, by UTC it has not.
    try draft.addDiary(url, style: nil, zone: #require(TimeZone(identifier: "Europe/Berlin")), now: now)
    #expect(draft.events.count == 1)
    let fault = #expect(throws: TableFault.self) {
      try draft.addDiary(url, style: nil, zone: .gmt, now: now)
    }
    #expect(fault?.line == 2 && fault?.found.contains("in the future") == true)
  }

  /// A log's sessions say when a seizure would have been seen; the diary from before was kept all the same.
  @Test func aDiaryBesideALogStillCounts() throws {
    var draft = try Self.draft(diary: "date,time\n2024-01-02,01:30\n2024-01-12,01:30\n")
    draft.addObserved(1_705_276_800..<1_705_280_400)
    draft.complete()
    let stretches = draft.entries.filter { $0.kind == .observed }
    #expect(stretches.map(\.second) == [1_704_157_200, 1_705_276_800])
    #expect(stretches.map(\.length) == [10 * 86_400 + 3_600, 3_600])
  }

  /// A clock that stepped by a year, or a year written wrongly: a silence that the other seizures make incredible.
  @Test func aYearOfIncredibleSilenceIsNotObserved() throws {
    let days = (1...28).map { "2024-02-\(String(format: "%02d", $0)),08:00" }.joined(separator: "\n")
    var draft = try Self.draft(diary: "date,time\n2023-01-15,08:00\n\(days)\n")
    draft.complete()
    let stretches = draft.entries.filter { $0.kind == .observed }
    #expect(stretches.map(\.length) == [3_600, 27 * 86_400 + 3_600] && draft.notes.count == 1)
    #expect(draft.events.count == 29)
  }

  @Test func aHeaderAloneIsSaidAloud() throws {
    #expect(try Self.draft(diary: "date,time\n").notes.count == 1)
  }

  @Test func stretchesAreJoined() {
    var draft = HistoryDraft()
    draft.addObserved(1_000..<2_000)
    draft.addObserved(5_000..<6_000)
    draft.addObserved(1_500..<5_000)
    #expect(draft.entries == [HistoryEntry(second: 1_000, kind: .observed, weight: 0, length: 5_000)])
  }

  @Test func marksWeighAndLeaveOut() throws {
    var draft = try Self.draft(diary: "date,time\n2024-01-02,01:00\n2024-01-03,01:00\n2024-01-04,01:00\n")
    try Self.mark(&draft, "date,time,mark\n2024-01-02,01:05,unsure\n2024-01-03,01:00,none\n")
    #expect(draft.events.map(\.weight) == [128, 256])
  }

  @Test(arguments: [
    ("date,time,mark\n2024-01-02,01:05,maybe\n", "the mark `maybe`"),
    ("date,time\n2024-01-02,01:05\n", "no column `mark`"),
    ("date,time,mark\n2024-01-09,01:05,none\n", "a mark where no event is"),
  ])
  func strangeMarksAreNamed(text: String, found: String) throws {
    var draft = try Self.draft(diary: "date,time\n2024-01-02,01:00\n")
    let fault = #expect(throws: TableFault.self) { try Self.mark(&draft, text) }
    #expect(fault?.line == 2 && fault?.found == found)
  }

  @Test func aFileComesBackAsItWas() throws {
    var draft = try Self.draft(diary: "date,time\n2024-01-02,01:00\n2024-01-03,01:00\n")
    draft.addObserved(1_704_110_400..<1_704_290_400)
    let bytes = try Self.bytes(draft)
    let image = try HistoryImage(checking: bytes.span, verifier: Nobody.self)
    #expect(image.count == 3 && image.signer == nil && image.first == 1_704_110_400)
    let history = EventHistory(image, bytes: bytes, zone: try #require(TimeZone(identifier: "UTC")))
    #expect(history.person == String(repeating: "ab", count: 16))
    let seconds: [Int64] = [1_704_157_200 - 345_600, 1_704_243_600 - 345_600]
    #expect(history.events.map(\.second) == seconds)
    #expect(history.observed?.first?.count == 50)
    #expect(HistoryDraft().message(pseudonym: [UInt8](repeating: 0, count: 16), publicKey: nil) == nil)
  }
}
