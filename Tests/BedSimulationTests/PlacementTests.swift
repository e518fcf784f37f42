import BedSimulation
import Testing

/// A fault of each sort, placed after a seizure that somebody answered: its promises hold, and the device is back. All
/// kinds run in `Tools/test simulation`, where the program is compiled for speed.
@Suite struct PlacementTests {
  @Test(arguments: [
    FaultKind.notEEG, .framesLost, .decideHung, .wallClockSteps, .machineSlept, .undervoltage, .modelStuck, .brownOut,
    .chipFast, .processKilled, .diskFull, .stateDamaged, .buttonStuck, .standby, .admission, .trial,
  ])
  func aFaultOfEachKindBreaksNoPromise(_ kind: FaultKind) throws {
    let range = kind.traits.seconds
    let fault = Fault(kind, at: 120, seconds: min(range.upperBound, max(range.lowerBound, 20)))
    var scenario = Scenario.reference(seed: 1, faults: [fault])
    scenario.seconds = 250
    let violations = try BedSimulator().run(scenario).violations
    #expect(violations.isEmpty, "\(violations)")
  }
}
