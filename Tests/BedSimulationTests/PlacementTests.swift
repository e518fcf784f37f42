import BedSimulation
import Testing

/// Each kind of fault, placed between two seizures: its promises hold, and the device is back afterwards.
@Suite struct PlacementTests {
  @Test(arguments: FaultKind.allCases)
  func aFaultOfEachKindBreaksNoPromise(_ kind: FaultKind) throws {
    let range = kind.traits.seconds
    let fault = Fault(kind, at: 150, seconds: min(range.upperBound, max(range.lowerBound, 20)))
    let violations = try BedSimulator().run(.reference(seed: 1, faults: [fault])).violations
    #expect(violations.isEmpty, "\(violations)")
  }
}
