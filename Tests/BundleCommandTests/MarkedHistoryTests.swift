import EventLog
import Forecast
import Forecasting
import Foundation
import LogSupport
import Station
import Testing

@testable import prodrome

/// A log's alarm of 15 s after its start as the history has it, marked and not.
@Suite struct MarkedHistoryTests {
  private func events(
    _ verdict: Mark.Verdict?, onset: Double? = nil
  ) throws -> (events: [HistoryEntry], notes: [String], start: Int64) {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let log = try LogFolder(storage.segmentBytes)
    let session = try LogFile(log.url).summary().sessions[0]
    if let verdict {
      let mark = Mark(
        pseudonym: session.settings.pseudonymText, session: 1, event: 1, verdict: verdict, onsetSeconds: onset,
        endSeconds: nil, note: nil, author: "A", time: "2026-03-01T07:04:09Z")
      try MarkFile(of: log.url).append(mark, signedBy: nil)
    }
    defer { try? FileManager.default.removeItem(at: MarkFile(of: log.url).url) }
    var draft = HistoryDraft()
    let history = try HistoryLog(log.url.path, choice: LogChoice(), secret: nil)
    let notes = history.add(try #require(history.people.first), to: &draft)
    return (draft.events, notes, try #require(session.start).nanoseconds / 1_000_000_000)
  }

  @Test func anAlarmIsWhatItsMarkSays() throws {
    let plain = try events(nil)
    #expect(plain.events.map(\.second) == [plain.start + 15] && plain.events[0].weight == 256)
    let moved = try events(.seizure, onset: 12.5)
    #expect(moved.events.map(\.second) == [moved.start + 12] && moved.events[0].weight == 256)
    let unsure = try events(.unsure)
    #expect(unsure.events.map(\.second) == [unsure.start + 15] && unsure.events[0].weight == 128)
    let none = try events(.false)
    #expect(none.events.isEmpty && none.notes.contains { $0.contains("seizure alarm 1 is marked false: left out") })
  }
}
