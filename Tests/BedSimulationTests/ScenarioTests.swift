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

  @Test(arguments: [
    ("disk-full@10+20", "flush-fails@20+20", false), ("electrode-off@10+20", "electrodes-off@20+20", false),
    ("button-stuck@10+20", "button-stuck@20+20", false), ("button-stuck@10+20", "line-stuck/light@20+20", true),
    ("disk-full@10+20", "electrodes-off@20+20", true),
  ])
  func oneFaultAtATimeOfTheElectrodesTheDiskAndAKind(_ first: String, _ second: String, can: Bool) throws {
    #expect(try Fault(first).canOverlap(Fault(second)) == can && Fault(second).canOverlap(Fault(first)) == can)
  }

  @Test func aSeedExpandsToTheSameScenario() {
    for profile in SimulationProfile.all {
      let (first, second) = (Scenario(seed: 7, profile: profile), Scenario(seed: 7, profile: profile))
      #expect(first.faults == second.faults && first.seizures == second.seizures)
    }
  }
}
