import ModelCompiler
import Simulation
import Testing

@testable import Inference

@Suite struct KernelTests {
  /// The sets of this processor beside the reference.
  static let sets = (0..<UInt8(KernelSet.count)).compactMap(KernelSet.init(rawValue:)).filter {
    $0 != .reference && $0.isSupported
  }
  /// All there are but those with a state, which have no kernel.
  private static let stateless = (0...UInt8.max).compactMap(Operator.Kind.init(rawValue:)).filter { !$0.hasState }
  /// Those that take int8 activations.
  static let kinds = stateless.filter { !$0.isCurve }
  /// Those that take int16 activations.
  static let wideKinds = stateless.filter { $0 != .table }
  /// Bytes beyond the arena that nothing may touch.
  private static let guardBytes = 64

  @Test(arguments: sets, kinds)
  func equalsTheReferenceAndWritesNothingElse(kernels: KernelSet, kind: Operator.Kind) throws {
    var covered = 0
    for seed in 0..<UInt64(120) {
      let layer = LayerSection(kind, seed: seed)
      let plan = try ModelPlan(section: layer.section.span)
      covered += LayerKernels.cover(plan.step(0)) ? 1 : 0
      for filling in 0..<3 {
        let input = KernelTests.input(plan.inputCount, filling: filling, seed: seed)
        let expected = KernelTests.arena(plan, layer, input: input, filling: filling, kernels: .reference)
        let found = KernelTests.arena(plan, layer, input: input, filling: filling, kernels: kernels)
        #expect(found == expected, "\(layer.name) filling \(filling)")
      }
    }
    let hasKernels = kind != .softmax && kind != .resize
    #expect(hasKernels ? covered > 60 : covered == 0)
  }

  /// What the whole arena holds afterwards, from the same random bytes.
  private static func arena(
    _ plan: borrowing ModelPlan, _ layer: LayerSection, input: [Int8], filling: Int, kernels: KernelSet
  ) -> [Int8] {
    var random = SeededGenerator(seed: UInt64(filling))
    let count = Int(plan.information.arenaBytes) + guardBytes
    var arena = (0..<count).map { _ in Int8.random(in: -128...127, using: &random) }
    var bytes = arena.mutableSpan
    plan.run(input: input.span, section: layer.section.span, arena: &bytes, kernels: kernels)
    return arena
  }

  private static func input(_ count: Int, filling: Int, seed: UInt64) -> [Int8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      switch filling {
      case 0: Int8.random(in: -128...127, using: &random)
      case 1: -128
      default: index % 2 == 0 ? 127 : -128
      }
    }
  }

  /// Every value that an int8 can have, through scales of every exponent.
  @Test(arguments: sets)
  func requantisesEveryValueAsTheReference(kernels: KernelSet) throws {
    for seed in 1_000..<UInt64(1_064) {
      let layer = LayerSection(.requantisation, seed: seed)
      let plan = try ModelPlan(section: layer.section.span)
      for first in stride(from: -128, through: 127, by: plan.inputCount) {
        let input = (0..<plan.inputCount).map { Int8(truncatingIfNeeded: first + $0) }
        let expected = KernelTests.arena(plan, layer, input: input, filling: 0, kernels: .reference)
        #expect(KernelTests.arena(plan, layer, input: input, filling: 0, kernels: kernels) == expected)
      }
    }
  }

  @Test func aNameStandsForItsSet() throws {
    for set in [KernelSet.reference] + KernelTests.sets {
      #expect(try KernelSet(named: Array("\(set.name)".utf8).span) == set)
    }
    #expect(throws: KernelFault.unknownName) { _ = try KernelSet(named: Array("fastest".utf8).span) }
    #expect(throws: KernelFault.unknownName) { _ = try KernelSet(named: Array("".utf8).span) }
  }

  @Test func aSetThatTheProcessorLacksIsRefused() throws {
    let lacking = (0..<UInt8(KernelSet.count)).compactMap(KernelSet.init(rawValue:)).filter { !$0.isSupported }
    #expect(!lacking.isEmpty)
    for set in lacking {
      #expect(throws: KernelFault.unsupported(set)) { _ = try KernelSet(named: Array("\(set.name)".utf8).span) }
    }
    #expect(KernelSet.best.isSupported)
  }
}
