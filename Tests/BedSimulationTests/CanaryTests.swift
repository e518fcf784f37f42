import BedSimulation
import Testing

/// Planted defects are caught, and nothing is where none is planted. `prodrome simulate --canaries` plants all of them.
@Suite struct CanaryTests {
  @Test func thereAreEnough() {
    #expect(PlantedDefect.allCases.count >= 30)
    #expect(Set(Canary.all.map(\.description)).count == Canary.all.count)
    for canary in Canary.all { #expect(Canary(canary.description) == canary) }
  }

  @Test func theReferenceScenarioBreaksNoPromise() throws {
    let (violations, handlers, _) = try BedSimulator().run(.reference(seed: 1, faults: []))
    #expect(violations.isEmpty, "\(violations)")
    #expect(handlers.isSuperset(of: ["alarm-1-raised", "alarm-1-cleared", "acknowledged-1"]))
  }

  @Test(arguments: [
    Canary.planted(.alarmLineNeverDriven), .planted(.latchForgotten), .blind(2),
  ])
  func aPlantedDefectIsCaught(_ canary: Canary) throws {
    let simulator = try BedSimulator()
    let violations = try simulator.run(canary.scenario, canary: canary).violations
    #expect(!violations.isEmpty)
    #expect(try simulator.run(canary.scenario).violations.isEmpty)
  }

  @Test func aFailureShrinksToTheFaultThatMatters() throws {
    let simulator = try BedSimulator()
    let faults = [
      Fault(.wallClockSteps, at: 20, seconds: 1), Fault(.processKilled, at: 75, seconds: 1),
      Fault(.electrodeOff, at: 150, seconds: 20),
    ]
    let canary = Canary.planted(.latchForgotten)
    let shrunk = try simulator.shrink(.reference(seed: 1, faults: faults), rule: .latch, canary: canary)
    #expect(shrunk.faults == [faults[1]])
  }
}
