import Foundation
import Simulation
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
    #expect(daily(0..<200, without: 100..<105).observed == nil)
    let events: [EventHistory.Event] = (0..<20).map { index in EventHistory.Event(second: index * 3_456_000) }
    let rare = EventHistory(person: "x", events: events)
    #expect(rare.observed == nil && rare.notes.isEmpty)
  }

  /// What is incredible follows from the rate, not from a number of days: at a steady rate of so many a day, that many
  /// days without an event.
  @Test(arguments: [(4, 7, true), (4, 1, false), (2, 14, true), (2, 3, false), (1, 24, true), (1, 5, false)])
  func aSilenceIsJudgedByTheRateAroundIt(perDay: Double, days: Double, isIncredible: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      var times = drawn(perDay: perDay, days: 300, seed: seed)
      times = times.map { $0 < 150 ? $0 : $0 + days }
      let history = Self.history(times)
      #expect((history.observed?.count ?? 1 > 1) == isIncredible)
    }
  }

  /// Ten in three days, and then none for 25, month by month.
  @Test func silencesThatAlwaysComeAreCredible() {
    let days = (0..<13).flatMap { month in (0..<10).map { Double(month) * 28 + Double($0) * 0.3 } }
    #expect(Self.history(days).observed == nil)
  }

  /// Clusters of ten within days, a week apart on average: a month between two of them comes now and then.
  @Test func silencesBetweenClustersAreCredible() {
    let observed = (1...20 as ClosedRange<UInt64>).map { seed in
      let clusters = drawn(perDay: 1.0 / 7, days: 365, seed: seed)
      return Self.history(clusters.flatMap { day in (0..<10).map { day + Double($0) * 0.4 } }.sorted()).observed
    }
    #expect(observed.count { $0 != nil } <= 3)
  }

  /// A drug that leaves one seizure a fortnight of two a day.
  @Test func aRateThatFellIsNoSilence() {
    let days = drawn(perDay: 2, days: 120, seed: 3) + (0..<12).map { 128 + 14 * Double($0) }
    #expect(Self.history(days).observed == nil)
  }

  private static func history(_ days: [Double]) -> EventHistory {
    EventHistory(person: "x", events: days.map { EventHistory.Event(second: Int64($0 * 86_400)) })
  }

  /// Days of events at a steady rate.
  private func drawn(perDay: Double, days: Double, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    var times: [Double] = []
    var time = 0.0
    while true {
      time -= log(1 - random.unit()) / perDay
      guard time < days else { return times }
      times.append(time)
    }
  }

  @Test func whatIsStatedIsBelieved() {
    let stated = EventHistory(
      person: "x", events: daily(0..<200, without: 100..<160).events, observed: [0..<4_800])
    #expect(stated.observed == [0..<4_800] && stated.notes.isEmpty)
  }
}
