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

  @Test(arguments: [0, 9, 19, 255] as [UInt8])
  func aKindThatIsNoneIsRefusedByItsNumber(kind: UInt8) throws {
    var section = LayerSection(.table, seed: 1).section
    let offset = 128 + 2 * TensorPlan.recordBytes
    section[offset] = kind
    #expect(throws: ModelFault(.operation, offset: offset, found: Int64(kind))) {
      _ = try ModelPlan(section: section.span)
    }
  }

  private static func put(_ value: Int32, at offset: Int, in bytes: inout [UInt8]) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Int32(8 * index)) }
  }
}
