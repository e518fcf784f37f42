import Testing

@testable import Inference
@testable import ModelCompiler

/// Records that no compiler of ours writes.
@Suite struct OperatorValidationTests {
  @Test func aCopyThatReachesBeyondATensorIsRefused() throws {
    let layer = LayerSection(.copy, seed: 3)
    let offset = Int(layer.step.weightsOffset)
    for field in [0, 4, 8, 60, 64] {
      for value: Int32 in [1 << 16, .max, .min] {
        var damaged = layer.section
        OperatorValidationTests.put(value, at: offset + field, in: &damaged)
        #expect(throws: ModelFault(.geometry, offset: 268, found: Int64(offset)), "field \(field) of \(value)") {
          _ = try ModelPlan(section: damaged.span)
        }
      }
    }
  }

  @Test func aResizingThatReachesBeyondItsInputIsRefused() throws {
    let layer = LayerSection(.resize, seed: 3)
    let offset = Int(layer.step.weightsOffset)
    for field in [0, 4, 8] {
      for value: Int32 in [1_025, -1] {
        var damaged = layer.section
        OperatorValidationTests.put(value, at: offset + field, in: &damaged)
        #expect(throws: ModelFault(.geometry, offset: 268, found: Int64(offset)), "field \(field) of \(value)") {
          _ = try ModelPlan(section: damaged.span)
        }
      }
    }
  }

  @Test func aRecordBeyondTheSectionIsRefused() throws {
    for kind in [Operator.Kind.table, .copy, .softmax, .resize] {
      let layer = LayerSection(kind, seed: 5)
      var damaged = layer.section
      let offset = 128 + 2 * TensorPlan.recordBytes + 76
      OperatorValidationTests.put(Int32(damaged.count - 60), at: offset, in: &damaged)
      #expect(throws: ModelFault(.weights, offset: offset, found: Int64(damaged.count - 60)), "\(kind)") {
        _ = try ModelPlan(section: damaged.span)
      }
    }
  }

  @Test(arguments: [0, 9, 23, 255] as [UInt8])
  func aKindThatIsNoneIsRefusedByItsNumber(kind: UInt8) throws {
    var section = LayerSection(.table, seed: 1).section
    let offset = 128 + 2 * TensorPlan.recordBytes
    section[offset] = kind
    #expect(throws: ModelFault(.operation, offset: offset, found: Int64(kind))) {
      _ = try ModelPlan(section: section.span)
    }
  }

  // MARK: Types of elements

  /// Where the fields of the first tensor and of the operator of a layer with two tensors lie.
  private static let tensor = 128
  private static let step = 128 + 2 * TensorPlan.recordBytes

  private static func expect(_ fault: ModelFault, of section: [UInt8], changing place: Int, to value: UInt8) {
    var damaged = section
    damaged[place] = value
    #expect(throws: fault) { _ = try ModelPlan(section: damaged.span) }
  }

  @Test(arguments: KernelTests.wideKinds)
  func everyKindTakesInt16(kind: Operator.Kind) throws {
    for seed in 0..<UInt64(20) {
      let plan = try ModelPlan(section: LayerSection(kind, of: .int16, seed: seed).section.span)
      let (elements, bytes, count) = (plan.tensor(0).elements, plan.inputBytes, plan.inputCount)
      #expect(elements == .int16 && bytes == 2 * count)
    }
  }

  @Test(arguments: [2, 7, 255] as [UInt8])
  func anUnknownTypeOfElementsIsRefused(type: UInt8) {
    let section = LayerSection(.averagePool, of: .int16, seed: 1).section
    for place in [
      OperatorValidationTests.tensor + 5, OperatorValidationTests.step + 1, OperatorValidationTests.step + 108,
    ] {
      OperatorValidationTests.expect(
        ModelFault(.elements, offset: place, found: Int64(type)), of: section, changing: place, to: type)
    }
  }

  @Test func anInt16AtAnOddPlaceOrWithAZeroPointIsRefused() {
    let section = LayerSection(.averagePool, of: .int16, seed: 1).section
    let tensor = OperatorValidationTests.tensor
    OperatorValidationTests.expect(
      ModelFault(.tensor, offset: tensor, found: 1), of: section, changing: tensor, to: 1)
    OperatorValidationTests.expect(
      ModelFault(.quantisation, offset: tensor + 28, found: 1), of: section, changing: tensor + 28, to: 1)
    // The operator's own zero points: of the input, of the second input and of the output.
    let step = OperatorValidationTests.step
    for place in [8, 12, 16] {
      OperatorValidationTests.expect(
        ModelFault(.quantisation, offset: step + 8, found: place == 8 ? 1 : 0), of: section, changing: step + place,
        to: 1)
    }
  }

  @Test func tensorsOfAnotherTypeThanTheOperatorsAreRefused() {
    let step = OperatorValidationTests.step
    // All zeros but the input's type, which the operator then does not share.
    let narrow = LayerSection(.averagePool, seed: 1).section
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 1), of: narrow, changing: step + 1, to: 1)
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 0), of: narrow, changing: step + 108, to: 1)
    let wide = LayerSection(.averagePool, of: .int16, seed: 1).section
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 0), of: wide, changing: step + 1, to: 0)
    for tensor in [0, 1] {
      OperatorValidationTests.expect(
        ModelFault(.elements, offset: step + 1, found: 1), of: wide,
        changing: OperatorValidationTests.tensor + tensor * TensorPlan.recordBytes + 5, to: 0)
    }
  }

  @Test func aKindThatIsNotForItsElementsIsRefused() {
    let step = OperatorValidationTests.step
    let table = LayerSection(.requantisation, of: .int16, seed: 1).section
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 1), of: table, changing: step, to: Operator.Kind.table.rawValue)
    let narrow = LayerSection(.requantisation, seed: 1).section
    for curve in [Operator.Kind.logistic, .hyperbolicTangent] {
      OperatorValidationTests.expect(
        ModelFault(.elements, offset: step + 1, found: 0), of: narrow, changing: step, to: curve.rawValue)
    }
    // Wide sums are for convolutions of int16.
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 0), of: LayerSection(.convolution, seed: 1).section,
      changing: step + 109, to: 1)
    OperatorValidationTests.expect(
      ModelFault(.operation, offset: step + 109, found: 2), of: LayerSection(.convolution, of: .int16, seed: 1).section,
      changing: step + 109, to: 2)
    OperatorValidationTests.expect(
      ModelFault(.elements, offset: step + 1, found: 1), of: LayerSection(.fullyConnected, of: .int16, seed: 1).section,
      changing: step + 109, to: 1)
  }

  @Test func scalesThatInt16CannotHaveAreRefused() throws {
    let wide = try #require(
      (0..<20).lazy.map { LayerSection(.convolution, of: .int16, seed: $0) }.first { $0.step.hasWideSums })
    for (exponent, isRefused) in [(Int32(7), false), (8, true)] {
      var section = wide.section
      OperatorValidationTests.put(exponent, at: Int(wide.step.constantsOffset) + 192, in: &section)
      #expect((try? ModelPlan(section: section.span).operatorCount) == (isRefused ? nil : 1), "exponent \(exponent)")
    }
    let layer = LayerSection(.fullyConnected, of: .int16, seed: 1)
    let constants = Int(layer.step.constantsOffset)
    for (factor, isRefused) in [(0, false), (1e300, false), (-0.5, true), (.infinity, true), (.nan, true)]
      as [(Double, Bool)]
    {
      var section = layer.section
      let words = SumFactor(factor).words
      OperatorValidationTests.put(words.0, at: constants + 128, in: &section)
      OperatorValidationTests.put(words.1, at: constants + 192, in: &section)
      #expect((try? ModelPlan(section: section.span).operatorCount) == (isRefused ? nil : 1), "factor \(factor)")
    }
  }

  private static func put(_ value: Int32, at offset: Int, in bytes: inout [UInt8]) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Int32(8 * index)) }
  }
}
