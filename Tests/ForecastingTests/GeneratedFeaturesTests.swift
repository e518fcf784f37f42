import Forecast
import Foundation
import Testing

@testable import Forecasting

/// Generated features carry the effect that was asked for, and nothing that is learned from comes from later.
@Suite struct GeneratedFeaturesTests {
  private static func table(_ effect: Double, days: Int, seed: UInt64 = 7) -> [[Int]] {
    TermTable(RecordedPerson(FeatureModel(days: days, effect: effect), seed: seed)).text.split(separator: "\n")
      .dropFirst()
      .map { $0.split(separator: "\t").map { Int($0) ?? 0 } }
  }

  @Test func theSameSeedGivesTheSameTable() {
    let model = FeatureModel(days: 30, effect: 1)
    #expect(TermTable(RecordedPerson(model, seed: 3)).text == TermTable(RecordedPerson(model, seed: 3)).text)
    #expect(TermTable(RecordedPerson(model, seed: 3)).text != TermTable(RecordedPerson(model, seed: 4)).text)
  }

  /// The mean squared length of the last hour's terms before lead events, above that of all others, is the squared
  /// effect as far as terms keep it; without an effect there is none.
  @Test(arguments: [0.0, 2]) func theEffectIsThere(effect: Double) {
    var before: [Double] = []
    var others: [Double] = []
    for seed in 1...3 as ClosedRange<UInt64> {
      for row in Self.table(effect, days: 200, seed: seed) {
        let square = row[3..<12].reduce(0.0) { $0 + pow(Double($1) / 32, 2) }
        if row[1] == 1 { before.append(square) } else { others.append(square) }
      }
    }
    let excess = before.reduce(0, +) / Double(before.count) - others.reduce(0, +) / Double(others.count)
    #expect(before.count > 200)
    if effect == 0 { #expect(abs(excess) < 1) } else { #expect(excess > 1 && excess < 2 * effect * effect) }
  }

  /// What comes later changes nothing that was written of before.
  @Test func nothingComesFromLater() {
    let model = FeatureModel(days: 60, effect: 1)
    let person = RecordedPerson(model, seed: 5)
    let cut: Int64 = 40 * 24
    let history = EventHistory(
      person: "cut", events: person.history.events.filter { $0.second < cut * 3_600 }, observed: [0..<cut])
    var features = FeatureHours()
    for hour in 0..<cut { features[hour] = person.features[hour] }
    let whole = TermTable(person).text.split(separator: "\n")
    let part = TermTable(RecordedPerson(history: history, features: features)).text.split(separator: "\n")
    #expect(part.count > 500)
    #expect(part[...] == whole.prefix(part.count))
  }

  /// A model that knew the future would be of no use before the first hour that it may speak of.
  @Test func whatWasLearnedFromIsNotJudged() {
    let person = RecordedPerson(FeatureModel(days: 60, effect: 0), seed: 9)
    let source = EvidenceSource(features: person.features, firstHour: 50 * 24) { Int64($0[0]) << 19 }
    let run = ForecastRun(person.history, source: source)
    #expect(run.hours.allSatisfy { $0.candidate == nil || $0.hour >= 50 * 24 })
    #expect(run.hours.contains { $0.candidate != nil })
    let figures = ForecastJudge.judge(run, person: "p", horizon: 1).evidence
    #expect(figures?.hours == run.hours.count { $0.candidate != nil })
  }
}
