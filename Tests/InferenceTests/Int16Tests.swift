import Foundation
import Simulation
import Testing

@testable import Inference
@testable import ModelCompiler

/// Arithmetic of int16 activations against what it should come to, computed otherwise.
@Suite struct Int16Tests {
  @Test func aWideSumIsScaledByFifteenBitsOfTheMultiplierAndRoundedHalfUp() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let scale = Requantisation(
        multiplier: Int32.random(in: (1 << 30)...(.max), using: &random),
        exponent: Int32.random(in: -31...7, using: &random))
      let bits = Int64.random(in: 1...47, using: &random)
      let sum = Int64.random(in: (-1 << bits)...(1 << bits - 1), using: &random)
      let multiplier = min((Double(scale.multiplier) / 65_536).rounded(.toNearestOrAwayFromZero), 32_767)
      let exact = Int128(sum) * Int128(multiplier) * (1 << Int128(scale.exponent + 31))
      let rounded = (exact + 1 << 45) >> 46
      #expect(scale.applyWide(sum) == Int32(truncatingIfNeeded: rounded), "\(sum) by \(scale)")
    }
  }

  @Test func aSumFactorRoundsHalfAwayFromZero() {
    let half = SumFactor(0.5)
    #expect([-3, -2, -1, 0, 1, 2, 3].map { half.apply($0) } == [-2, -1, -1, 0, 1, 1, 2])
    // The largest number below a half, to which a half must not be added.
    #expect(SumFactor(0.5.nextDown).apply(1) == 0)
    #expect(SumFactor(0.5.nextDown).apply(-1) == 0)
    let sums: [Int64] = [1 << 40 + 1, -(1 << 40) - 1, 1 << 32 - 1, -(1 << 32) + 1, .max, .min]
    #expect(sums.map { SumFactor(0x1p-30).apply($0) } == [1_024, -1_024, 4, -4, 65_536, -65_536])
    #expect(SumFactor(1e300).apply(1) == 65_536 && SumFactor(1e300).apply(-1) == -65_536)
    #expect(SumFactor(1e300).apply(0) == 0)
  }

  /// Multipliers and exponents that bring an input to the curves' scale, 12,288 units to 1.
  @Test(arguments: [(3, 0), (6, 0), (24_576, -13), (32_767, -12), (20_011, -20), (16_384, -31)] as [(Int32, Int32)])
  func curvesAreWithinThreeUnitsOfWhatTheyStandFor(multiplier: Int32, exponent: Int32) throws {
    let values = (Int32(Int16.min)...Int32(Int16.max)).map { $0 }
    for kind in [Operator.Kind.logistic, .hyperbolicTangent] {
      var step = Int16Tests.operation(kind, count: values.count)
      step.inputScale = Requantisation(multiplier: multiplier, exponent: exponent)
      let outputs = Int16Tests.evaluated(step, values, section: InterpolatedTable.logistic.bytes)
      for (value, output) in zip(values, outputs) {
        let real = Double(value) * Double(multiplier) * exp2(Double(exponent)) / 12_288
        let expected = 32_768 * (kind == .logistic ? 1 / (1 + exp(-real)) : tanh(real))
        #expect(abs(Double(output) - expected) <= 3, "\(kind) of \(real)")
      }
      #expect(zip(outputs, outputs.dropFirst()).allSatisfy { $0 <= $1 }, "it never falls")
    }
  }

  @Test func softmaxGivesEachChannelItsShare() {
    var random = SeededGenerator(seed: 3)
    for channels in [1, 2, 3, 10, 100] {
      // A unit of the input is a 1,000th.
      let scale = 0.001 / (10 / 65_535)
      var step = Int16Tests.operation(.softmax, count: channels)
      step.inputScale = Requantisation(multiplier: Int32(scale / 8 * 0x1p31), exponent: 3)
      let values = (0..<channels).map { _ in Int32.random(in: -3_000...3_000, using: &random) }
      let outputs = Int16Tests.evaluated(step, values, section: InterpolatedTable.softmax)
      let powers = values.map { exp(Double($0) / 1_000) }
      for (output, power) in zip(outputs, powers) {
        #expect(abs(Double(output) / 32_768 - power / powers.reduce(0, +)) < 0.001, "\(channels) channels")
      }
    }
  }

  /// A convolution over time, then another scale: which of the two is evaluated in its new part once the window has
  /// moved.
  @Test(
    arguments: [
      (.int8, .int8, [true, true]), (.int8, .int16, [true, false]), (.int16, .int16, [false, false]),
    ] as [(ElementType, ElementType, [Bool])])
  func onlyTensorsOfInt8AreStreamed(input: ElementType, output: ElementType, expected: [Bool]) throws {
    var random = SeededGenerator(seed: 5)
    let range = OutputRange(zeroPoint: 0)
    var steps = [
      Operator(.convolution, input: 0, output: 1, range: range),
      Operator(.requantisation, input: 1, output: 2, range: range),
    ]
    steps[0].geometry.inputWidth = 64
    steps[0].geometry.kernelWidth = 4
    steps[0].geometry.outputWidth = 61
    steps[1].geometry.inputChannels = 61
    steps[1].geometry.outputChannels = 61
    for index in steps.indices { (steps[index].elements, steps[index].outputElements) = (input, input) }
    steps[1].outputElements = output
    let tensors = [
      LayerSection.tensor(64, of: input, at: 0), LayerSection.tensor(61, of: input, at: 128),
      LayerSection.tensor(61, of: output, at: 256),
    ]
    let section = LayerSection.encode(&steps, tensors: tensors, hopSamples: 2, &random)
    let stream = StreamPlan(try ModelPlan(section: section.span), capacity: 1 << 20)
    let areMoved = steps.indices.map { stream.parts.span[$0].value.isMoved }
    #expect(areMoved == expected)
  }

  /// An operator of int16 over one row of so many elements, whose table begins the section.
  private static func operation(_ kind: Operator.Kind, count: Int) -> Operator {
    var step = Operator(kind, input: 0, output: 1, range: OutputRange(zeroPoint: 0, minimum: -32_768, maximum: 32_767))
    (step.elements, step.outputElements) = (.int16, .int16)
    (step.geometry.inputChannels, step.geometry.outputChannels) = (Int32(count), Int32(count))
    return step
  }

  private static func evaluated(_ step: Operator, _ values: [Int32], section: [UInt8]) -> [Int32] {
    var arena = [Int8](repeating: 0, count: 4 * values.count)
    var bytes = arena.mutableSpan
    for (index, value) in values.enumerated() { ElementType.int16.store(value, in: &bytes, at: 2 * index) }
    let target = 2 * values.count
    ModelPlan.evaluate(step, from: 0, and: 0, to: target, section: section.span, arena: &bytes)
    return values.indices.map { Int16.load(bytes.span, at: target + 2 * $0) }
  }
}
