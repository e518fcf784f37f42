import BedSimulation
import Testing

/// Scenarios, as text and as drawn.
@Suite struct ScenarioTests {
  @Test func aFaultReadsBackFromItsText() throws {
    for kind in FaultKind.allCases {
      for variant in 0..<max(1, kind.variants.count) {
        let fault = Fault(kind, at: 12.5, seconds: 30, variant: variant)
        #expect(try Fault(fault.description) == fault)
      }
    }
    #expect(throws: FaultTextError.self) { try Fault("disk-full@12") }
    #expect(throws: FaultTextError.self) { try Fault("disk-empty@12+3") }
  }

  @Test func aSeedExpandsToTheSameScenario() {
    for profile in SimulationProfile.all {
      let (first, second) = (Scenario(seed: 7, profile: profile), Scenario(seed: 7, profile: profile))
      #expect(first.faults == second.faults && first.seizures == second.seizures)
    }
  }
}
