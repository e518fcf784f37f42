import Simulation

/// Where the board's random numbers for persons come from.
final class PseudonymSource {
  private var generator: SeededGenerator
  private let seed: UInt64
  private let defect: PlantedDefect?

  init(seed: UInt64, defect: PlantedDefect?) {
    self.seed = seed
    self.defect = defect
    generator = SeededGenerator(seed: seed ^ 0x9E50)
  }

  /// The next one.
  func next() -> InlineArray<16, UInt8> {
    if defect == .numberGivenAgain { generator = SeededGenerator(seed: seed ^ 0x9E50) }
    var generator = generator
    defer { self.generator = generator }
    return InlineArray { _ in UInt8(generator.below(256)) }
  }
}
