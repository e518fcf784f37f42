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
    model = PersonModel(days: 1_000, perDay: 4)
    model.trend = 0.1
    // The integral of 4 x 10^(-t / 1000) over the second half.
    #expect((315...435).contains(Self.count(model, from: 500)))
  }

  /// What few people can tell; `prodrome forecast simulate` counts 200.
  @Test(arguments: [
    "a year, Poisson, 1 a day", "a year, clusters, followers after 2 h on average",
    "a year, 1 a day, falls tenfold within the year", "a year, 2 a day, three holidays of 14 days from the diary",
  ])
  func theGateStaysShut(name: String) throws {
    #expect(try Self.study(name, people: 8).everShown.low95 < 0.05)
  }

  @Test(arguments: ["half a year, daily cycle", "half a year, weekly cycle"])
  func theGateOpens(name: String) throws {
    let row = try Self.study(name, people: 12)
    #expect(row.everShown.high95 > 0.8)
    #expect(try #require(row.sensitivity) >= 0.75 * (try #require(row.oracle)))
  }

  /// Wilson's interval of 3 of 20, by hand.
  @Test func proportionsByHand() {
    let proportion = Proportion(3, of: 20)
    #expect(proportion.share == 0.15)
    #expect(abs(proportion.low95 - 0.052_37) < 1e-4)
    #expect(abs(proportion.high95 - 0.360_42) < 1e-4)
    #expect(Proportion(0, of: 50).low95 == 0)
  }

  private static func study(_ name: String, people: Int) throws -> SimulationStudy.Row {
    let kind = try #require(SimulationStudy.kinds.first { $0.name == name })
    return try #require(SimulationStudy([kind], people: people, seed: 1, threads: 2).rows.first)
  }

  /// Events of a person from a day on.
  private static func count(_ model: PersonModel, from day: Int64 = 0) -> Int {
    GeneratedPerson(model, seed: 1).history.events.count { $0.second >= day * 86_400 }
  }
}
