import Testing

@testable import Forecasting

@Suite struct EventHistoryTests {
  /// An event a day at noon, but for days that are left out.
  private func daily(_ days: Range<Int64>, without silence: Range<Int64>) -> EventHistory {
    let kept = days.filter { !silence.contains($0) }
    let events: [EventHistory.Event] = kept.map { day in EventHistory.Event(second: (day * 24 + 12) * 3_600) }
    return EventHistory(person: "x", events: events)
  }

  /// Where nobody says what was observed, two months without the daily event were not.
  @Test func anIncredibleSilenceIsNotObserved() throws {
    let history = daily(0..<200, without: 100..<160)
    let expected: [Range<Int64>] = [12..<2_389, 3_852..<4_789]
    #expect(history.observed == expected)
    #expect(history.notes.count == 1 && history.notes[0].contains("taken as not observed"))
  }

  @Test func aCredibleSilenceIsASilence() {
    #expect(daily(0..<200, without: 100..<120).observed == nil)
    let events: [EventHistory.Event] = (0..<20).map { index in EventHistory.Event(second: index * 3_456_000) }
    let rare = EventHistory(person: "x", events: events)
    #expect(rare.observed == nil && rare.notes.isEmpty)
  }

  @Test func whatIsStatedIsBelieved() {
    let stated = EventHistory(
      person: "x", events: daily(0..<200, without: 100..<160).events, observed: [0..<4_800])
    #expect(stated.observed == [0..<4_800] && stated.notes.isEmpty)
  }
}
