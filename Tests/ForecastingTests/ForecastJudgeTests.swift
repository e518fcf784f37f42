import Foundation
import Simulation
import Testing

@testable import Forecasting

/// The judge against closed forms and cases worked by hand.
@Suite struct ForecastJudgeTests {
  /// Schelter 2006: P = 1 - exp(-0.15 x 0.5) = 0.0723; at least 2 of 3 by chance 3 P^2 (1 - P) + P^3.
  @Test func schelterByHand() {
    let p = ChancePredictor.coverage(falsePredictionRate: 0.15, occurrencePeriod: 0.5)
    #expect(abs(p - 0.072_256_5) < 1e-6)
    let one = 3 * p * p * (1 - p) + p * p * p
    #expect(abs(ChancePredictor.significance(predicted: 2, events: 3, coverage: p) - one) < 1e-12)
    let best = 1 - pow(1 - one, 4)
    #expect(abs(ChancePredictor.significance(predicted: 2, events: 3, coverage: p, freeParameters: 4) - best) < 1e-12)
    #expect(ChancePredictor.significance(predicted: 0, events: 3, coverage: p) == 1)
  }

  /// Snyder 2008: chance equals the time in warning where a warning lasts as long as the preictal time.
  @Test func snyderByHand() {
    #expect(abs(ChancePredictor.sensitivity(timeInWarning: 0.3, warning: 2, preictal: 2) - 0.3) < 1e-12)
    #expect(abs(ChancePredictor.sensitivity(timeInWarning: 0.3, warning: 1, preictal: 2) - 0.51) < 1e-12)
  }

  /// Four forecasts of .2 with one event, four of .6 with three: .5 x (.05^2 + .15^2) - .25^2 + .25 = .2.
  @Test func brierByHand() {
    let forecasts = [0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6]
    let outcomes = [true, false, false, false, true, true, true, false]
    let brier = BrierScore(forecasts, outcomes, bins: 2)
    #expect(abs(brier.score - 0.2) < 1e-12)
    #expect(abs(brier.reliability - 0.0125) < 1e-12)
    #expect(abs(brier.resolution - 0.0625) < 1e-12)
    #expect(abs(brier.uncertainty - 0.25) < 1e-12)
    let flat = BrierScore([Double](repeating: 0.5, count: 8), outcomes, bins: 2)
    #expect(abs((brier.skill(against: flat) ?? 0) - 0.2) < 1e-12)
  }

  /// Someone with two seizures at random times a day, 2 hours apart at times, for 100 days.
  private static func restless() -> ForecastRun {
    var random = SeededGenerator(seed: 3)
    let seconds = (0..<200).map { _ in Int64(random.unit() * 100 * 86_400) }.sorted()
    let events = seconds.map { EventHistory.Event(second: $0) }
    return ForecastRun(EventHistory(person: "a", events: events, observed: [0..<2_400]))
  }

  /// A forecast with a prediction horizon knows nothing of the hours just before the one that it is for: with an event
  /// more in hour 1,000, those of the hours up to 1,000 + SPH are what they were, and the next is another.
  @Test(arguments: [0, 1, 3, 24]) func aForecastIsMadeItsPredictionHorizonBefore(hours: Int) throws {
    var random = SeededGenerator(seed: 3)
    let seconds = (0..<200).map { _ in Int64(random.unit() * 100 * 86_400) }.sorted()
    func run(_ seconds: [Int64]) -> [Int64: Double] {
      let events = seconds.map { EventHistory.Event(second: $0) }
      let history = EventHistory(person: "a", events: events, observed: [0..<2_400])
      let run = ForecastRun(history, predictionHours: hours)
      return Dictionary(uniqueKeysWithValues: run.everyHour.map { ($0.hour, $0.probability) })
    }
    let (before, after) = (run(seconds), run((seconds + [1_000 * 3_600 + 1_800]).sorted()))
    let first = (0..<2_400 as Range<Int64>).first { before[$0] != after[$0] }
    #expect(first == 1_001 + Int64(hours))
    // The hour of day is that of the hour that it is for: what is known long before keeps its order.
    #expect(before.count == 2_400)
  }

  /// Somebody whose seizures keep to an hour of day: that they can be forecast, half a day before, too.
  @Test func aDailyCycleIsForecastHalfADayBefore() throws {
    var random = SeededGenerator(seed: 7)
    let events = (0..<180).filter { _ in random.unit() < 0.6 }.map { day in
      EventHistory.Event(second: Int64(day) * 86_400 + 7 * 3_600 + Int64(random.unit() * 7_200))
    }
    let history = EventHistory(person: "a", events: events, observed: [0..<180 * 24])
    let areas = [0, 12].map { ForecastJudge.judge(history, predictionHours: $0).areaUnderCurve ?? 0 }
    #expect(areas[0] > 0.9 && areas[1] > 0.9 && abs(areas[0] - areas[1]) < 0.03)
  }

  /// Windows of many hours do not overlap, and every lead event has one of its own.
  @Test(arguments: [2, 6, 24]) func aLeadEventEndsItsWindow(horizon: Int) {
    let run = Self.restless()
    let judged = run.hours.filter { $0.leadsBefore >= ForecastJudge.learningLeads }
    let windows = JudgedWindow.windows(of: run, horizon: horizon)
    #expect(windows.count { $0.isLead } == judged.count { $0.isLead })
    #expect(windows.allSatisfy { $0.hours == horizon || ($0.isLead && $0.hours < horizon) })
    let days = ForecastJudge.judge(run, person: "a", horizon: horizon).days
    #expect(days == Double(windows.reduce(0) { $0 + $1.hours }) / 24 && days <= Double(judged.count) / 24)
    let hourly = JudgedWindow.windows(of: run, horizon: 1)
    let area = ForecastJudge.judge(run, person: "a", horizon: 1).areaUnderCurve
    #expect(hourly.count == judged.count && area != nil)
  }

  /// All events: those within the gap of another count too, and so do its hours.
  @Test func allEventsAreJudgedBesideLeadEvents() throws {
    let run = Self.restless()
    let figures = ForecastJudge.judge(run, person: "a", horizon: 1)
    let all = try #require(figures.allEvents)
    #expect(all.events > figures.leadEvents && all.events <= 200)
    #expect(JudgedWindow.everyHour(of: run).count > JudgedWindow.windows(of: run, horizon: 1).count)
    #expect((0...1).contains(all.sensitivity) && (0...1).contains(all.timeInWarning) && all.pValue > 0)
  }

  @Test func hoursWithinTheGapAreNotScored() {
    let events = [100, 108, 130].map { EventHistory.Event(second: $0 * 3_600 + 1_800) }
    let run = ForecastRun(EventHistory(person: "a", events: events, observed: [90..<140]))
    let scored = Set(run.hours.map { Int($0.hour) })
    let unscored = (90..<140).filter { !scored.contains($0) }
    #expect(unscored == [101, 102, 103, 104, 109, 110, 111, 112, 131, 132, 133, 134])
    #expect(run.hours.filter(\.isLead).map(\.hour) == [100, 108, 130])
  }

  @Test func unobservedHoursAreNotScored() {
    let events = [100, 150].map { EventHistory.Event(second: $0 * 3_600) }
    let run = ForecastRun(EventHistory(person: "a", events: events, observed: [100..<110, 140..<149]))
    // The event stands at its hour's start, so that its gap is over with the third hour after it.
    #expect(run.hours.count == 10 - 3 + 9)
    #expect(run.hours.filter(\.isLead).map(\.hour) == [100])
  }

  /// A forecast that is right by construction is calibrated within its error bar, for all bins.
  @Test func calibratedByConstruction() {
    var random = SeededGenerator(seed: 7)
    let forecasts = (0..<20_000).map { _ in random.unit() }
    let outcomes = forecasts.map { random.unit() < $0 }
    for bin in BrierScore(forecasts, outcomes).bins {
      let error = (bin.forecast * (1 - bin.forecast) / Double(bin.count)).squareRoot()
      #expect(abs(bin.forecast - bin.observed) < 4 * error)
    }
  }

  /// Where forecasts tell nothing p is uniform: by both surrogates, the mean of 200 lies within four errors of one
  /// half, and about a twentieth below .05.
  @Test(arguments: [true, false]) func chanceIsUniform(isShift: Bool) {
    let values = (0..<200).map { seed in
      var random = SeededGenerator(seed: UInt64(seed) + 1_000)
      let windows = (0..<600).map { _ in
        JudgedWindow(
          forecast: random.unit(), isWarned: false, isLead: random.unit() < 0.05, runningRate: 0, ninetyDayRate: 0)
      }
      return isShift
        ? Surrogates.circularShift(windows, seed: UInt64(seed))
        : Surrogates.intervalShuffle(windows, seed: UInt64(seed))
    }
    let mean: Double = values.reduce(0, +) / 200
    let error: Double = (1.0 / 2_400).squareRoot()
    #expect(abs(mean - 0.5) < 4 * error)
    #expect(values.count { $0 < 0.05 } <= 22)
  }

  @Test func tooLittleIsSaid() throws {
    let events = (0..<5).map { EventHistory.Event(second: Int64($0) * 86_400 * 7) }
    let figures = ForecastJudge.judge(EventHistory(person: "few", events: events))
    #expect(figures.areaUnderCurve == nil && figures.pValue == nil && !figures.isEnabled)
    #expect(figures.reason == "no forecast: 5 lead events, at least 20 are needed")
    let nobody = ForecastJudge.judge(EventHistory(person: "nobody", events: []))
    #expect(nobody.leadEvents == 0 && nobody.reason == "no forecast: 0 lead events, at least 20 are needed")
  }

  @Test func jsonHasTheNamedKeys() throws {
    let events = [EventHistory.Event(second: 0)]
    let evaluation = ForecastEvaluation([EventHistory(person: "one", events: events)], threads: 1)
    let object = try #require(try JSONSerialization.jsonObject(with: evaluation.json()) as? [String: Any])
    let keys: Set<String> = ["people", "mean_auc", "mean_sensitivity_less_time_in_warning"]
    #expect(Set(object.keys) == keys)
    let people = try #require(object["people"] as? [[String: Any]])
    let person = try #require(people.first)
    let personKeys: Set<String> = [
      "person", "lead_events", "days", "auc", "p_value", "sensitivity", "time_in_warning", "brier_skill", "reference",
      "enabled", "enabled_after_days", "reason", "all_events", "eeg", "warning_area", "brier", "reliability",
    ]
    #expect(Set(person.keys) == personKeys)
    #expect(person["auc"] is NSNull)
    #expect(object["mean_auc"] is NSNull)
  }
}
