import Simulation

extension Scenario {
  /// What a seed expands to.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - profile: How long, and what goes wrong.
  public init(seed: UInt64, profile: SimulationProfile) {
    var generator = SeededGenerator(seed: seed)
    let isWired = generator.below(UInt64(profile.scenariosPerWired)) == 0
    let seconds = isWired ? profile.wiredSeconds : profile.scenarioSeconds
    self.init(seed: seed, seconds: seconds, faults: [], seizures: [], reaction: nil)
    reaction = [2...30, 60...240, nil][Int(generator.below(3))]
    placeSeizures(&generator)
    let mean = max(1, seconds / profile.secondsPerFault)
    let count = 1 + Int(generator.below(UInt64(2 * mean)))
    for _ in 0..<count {
      guard let fault = Self.fault(isWired: isWired, within: seconds, &generator), isPlaceable(fault) else { continue }
      faults.append(fault)
    }
    faults.sort { $0.start < $1.start }
  }

  private mutating func placeSeizures(_ generator: inout SeededGenerator) {
    var time = 30 + 200 * generator.unit()
    while time < seconds - 60 {
      let length = 25 + 60 * generator.unit()
      seizures.append(Seizure(start: time.rounded(), seconds: length.rounded(), isLeft: generator.next() & 1 == 0))
      time += length + 180 + 900 * generator.unit()
    }
  }

  private static func fault(
    isWired: Bool, within seconds: Double, _ generator: inout SeededGenerator
  ) -> Fault? {
    let kinds = FaultKind.allCases.filter { kind in
      switch kind.traits.reach {
      case .wires: isWired
      case .electrodes: !isWired
      default: true
      }
    }
    let kind = kinds[Int(generator.below(UInt64(kinds.count)))]
    let range = kind.traits.seconds
    let length = range.lowerBound + (range.upperBound - range.lowerBound) * generator.unit()
    // A tenth of a second is fine enough to meet a frame, and short to write.
    let start = 5 + (seconds - 100) * generator.unit()
    let variant = Int(generator.below(UInt64(max(1, kind.variants.count))))
    guard start + length < seconds - 90 else { return nil }
    return Fault(
      kind, at: (start * 10).rounded() / 10, seconds: max(0.1, (length * 10).rounded() / 10), variant: variant)
  }

  private func isPlaceable(_ fault: Fault) -> Bool {
    faults.allSatisfy { fault.canOverlap($0) || fault.start > $0.end + 75 || $0.start > fault.end + 75 }
  }
}
