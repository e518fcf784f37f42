import Foundation
import Testing

@testable import Forecasting

/// Generators give what they say, and the gate tells the people apart. `prodrome forecast simulate` prints the figures of many more.
@Suite struct GeneratedPeopleTests {
  @Test func theSameSeedGivesTheSamePerson() {
    let model = PersonModel(days: 100, perDay: 1)
    #expect(GeneratedPerson(model, seed: 3).history == GeneratedPerson(model, seed: 3).history)
    #expect(GeneratedPerson(model, seed: 3).history.events != GeneratedPerson(model, seed: 4).history.events)
  }

  @Test(arguments: [24.0, 168, 480]) func cyclesHaveTheirStrength(hours: Double) {
    var model = PersonModel(days: 480, perDay: 20)
    model.cycles = [PersonModel.Cycle(hours: hours, resultant: 0.5)]
    let times = GeneratedPerson(model, seed: 5).history.events.map { Double($0.second) / 3_600 }
    let across = times.reduce(0.0) { $0 + cos(2 * .pi * $1 / hours) } / Double(times.count)
    let up = times.reduce(0.0) { $0 + sin(2 * .pi * $1 / hours) } / Double(times.count)
    #expect(abs((across * across + up * up).squareRoot() - 0.5) < 0.05)
  }

  @Test func ratesChangesAndFaultsAreAsStated() {
    var model = PersonModel(days: 1_000, perDay: 4)
    #expect(abs(Double(GeneratedPerson(model, seed: 1).history.events.count) - 4_000) < 4 * 64)
    model.missed = 0.25
    model.falsePerDay = 0.5
    #expect(abs(Double(GeneratedPerson(model, seed: 1).history.events.count) - 3_500) < 4 * 60)
    model = PersonModel(days: 1_000, perDay: 4)
    model.drugChange = (500, 0.25)
    let events = GeneratedPerson(model, seed: 1).history.events
    #expect(abs(Double(events.count { $0.second >= 500 * 86_400 }) - 500) < 4 * 23)
    model = PersonModel(days: 1_000, perDay: 1)
    model.followers = 1
    #expect(abs(Double(GeneratedPerson(model, seed: 2).history.events.count) - 2_000) < 4 * 80)
  }

  @Test func theGateTellsPeopleApart() throws {
    let flat = try #require(SimulationStudy.kinds.first { $0.name == "a year, Poisson, 2 a week" })
    let daily = try #require(SimulationStudy.kinds.first { $0.name == "a year, daily cycle" })
    let rows = SimulationStudy([flat, daily], people: 8, seed: 1, threads: 2).rows
    #expect(rows[0].everShown <= 0.125)
    #expect(rows[1].everShown >= 0.75)
    let mine = try #require(rows[1].sensitivity)
    let oracle = try #require(rows[1].oracle)
    #expect(mine >= 0.8 * oracle)
  }
}
