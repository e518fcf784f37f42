/// A defect that is planted on purpose, to prove that the oracles have eyes. Each is planted at a port, in the kept
/// state or in a parameter; the supervisor's sources know nothing of them.
public enum Canary: Hashable, Sendable, CustomStringConvertible {
  /// A defect of its own.
  case planted(PlantedDefect)
  /// The device judges EEG where a disturbance has left none: its rule is blind to `Disturbance` with this number among
  /// those of `FaultKind.notEEG`, then those of `FaultKind.interrupted`.
  case blind(Int)

  /// All there are.
  public static let all: [Canary] =
    PlantedDefect.allCases.map(Canary.planted) + BedSignal.disturbances.indices.map(Canary.blind)

  /// Its name on the command line.
  public var description: String {
    switch self {
    case .planted(let defect): defect.rawValue
    case .blind(let index): "blind-to-\(BedSignal.name(of: BedSignal.disturbances[index]))"
    }
  }

  /// Finds a canary by its name.
  public init?(_ name: String) {
    guard let found = Canary.all.first(where: { $0.description == name }) else { return nil }
    self = found
  }

  /// The scenario in which it has to show.
  public var scenario: Scenario {
    switch self {
    case .planted(let defect):
      var scenario = Scenario.reference(seed: 1, faults: defect.faults)
      // The press has to come while the event is open.
      if defect == .nurseCallPaused { scenario.reaction = 10...11 }
      return scenario
    case .blind(let index):
      let count = FaultKind.notEEG.variants.count
      let fault =
        index < count
        ? Fault(.notEEG, at: 200, seconds: 60, variant: index)
        : Fault(.interrupted, at: 200, seconds: 60, variant: index - count)
      return .reference(seed: 1, faults: [fault])
    }
  }
}
