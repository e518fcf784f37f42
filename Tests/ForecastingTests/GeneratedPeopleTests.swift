import Foundation
import Testing

@testable import Forecasting

/// Generators give what they say, and the gate tells the people apart. `prodrome forecast simulate` prints the figures
/// of many more.
@Suite struct GeneratedPeopleTests {
  @Test func theSameSeedGivesTheSamePerson() {
    let model = PersonModel(days: 100, perDay: 1)
    #expect(GeneratedPerson(model, seed: 3).history == GeneratedPerson(model, seed: 3).history)
    #expect(GeneratedPerson(model, seed: 3).history.events != GeneratedPerson(model, seed: 4).history.events)
  }

  @Test(arguments: [24.0, 168, 480]) func cyclesHaveTheirStrength(hours: Double) {
    var model = PersonModel(days: 480, perDay: 20)
    model.cycles = [PersonModel.Cycle(hours: hours, resultant: 0.5)]
    let events = GeneratedPerson(model, seed: 5).history.events
    var across = 0.0
    var up = 0.0
    for event in events {
      let phase: Double = 2 * Double.pi * Double(event.second) / 3_600 / hours
      across += cos(phase)
      up += sin(phase)
    }
    let resultant: Double = (across * across + up * up).squareRoot() / Double(events.count)
    #expect(abs(resultant - 0.5) < 0.05)
  }

  @Test func ratesChangesAndFaultsAreAsStated() {
    var model = PersonModel(days: 1_000, perDay: 4)
    #expect((3_744...4_256).contains(Self.count(model)))
    model.missed = 0.25
    model.falsePerDay = 0.5
    #expect((3_260...3_740).contains(Self.count(model)))
    model = PersonModel(days: 1_000, perDay: 4)
    model.drugChange = (500, 0.25)
    #expect((410...590).contains(Self.count(model, from: 500)))
    model = PersonModel(days: 1_000, perDay: 1)
    model.followers = 1
    #expect((1_680...2_320).contains(Self.count(model)))
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

  /// Events of a person from a day on.
  private static func count(_ model: PersonModel, from day: Int64 = 0) -> Int {
    GeneratedPerson(model, seed: 1).history.events.count { $0.second >= day * 86_400 }
  }
}
