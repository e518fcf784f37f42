import ModelCompiler
import Testing

@testable import Inference

/// Networks whose layers keep a state, against LiteRT's reference kernels over inputs that follow each other.
@Suite struct RememberingTests {
  static let names = (0..<12).map { "remembering\($0)" } + ["remembering-keras"]

  /// A network, inputs, and the outputs that follow from them one after the other.
  struct Sequence {
    let model: CompiledModel
    let inputs: [[Int8]]
    let outputs: [[Int8]]

    init(_ name: String) throws {
      func rows(_ file: String, of count: Int) throws -> [[Int8]] {
        let values = try Fixture.bytes(file).map { Int8(bitPattern: $0) }
        return stride(from: 0, to: values.count, by: count).map { Array(values[$0..<($0 + count)]) }
      }
      model = try ModelCompiler.compile(file: Fixture.bytes("\(name).tflite"), metadata: nil)
      inputs = try rows("\(name).input", of: model.tensors[model.input].shape.reduce(1, *))
      outputs = try rows("\(name).expected", of: model.tensors[model.output].shape.reduce(1, *))
    }

    /// The outputs over inputs in this order, each going on from the one before or not.
    func run(_ order: [Int], continues: Bool) throws -> [[Int8]] {
      let plan = try ModelPlan(section: model.section.span)
      var arena = [Int8](repeating: 85, count: model.arenaBytes)
      let output = plan.tensor(model.output).range
      return order.enumerated().map { number, index in
        let input = inputs[index]
        var bytes = arena.mutableSpan
        plan.run(
          input: input.span, section: model.section.span, arena: &bytes, kernels: .best,
          continues: continues && number > 0)
        return Array(arena[output])
      }
    }
  }

  @Test(arguments: names)
  func theStateGoesOnAsInLiteRT(name: String) throws {
    let sequence = try Sequence(name)
    #expect(sequence.inputs.count == 6 && sequence.outputs.count == 6)
    #expect(try sequence.run(Array(0..<6), continues: true) == sequence.outputs)
  }

  @Test(arguments: names)
  func anEvaluationThatDoesNotContinueBeginsWithoutState(name: String) throws {
    let sequence = try Sequence(name)
    let first = try sequence.run([0], continues: false)
    #expect(first[0] == sequence.outputs[0])
    #expect(try sequence.run([3, 1, 0], continues: false)[2] == first[0])
  }

  @Test func whatWentBeforeCounts() throws {
    let changed = try RememberingTests.names.filter { name in
      let sequence = try Sequence(name)
      return try sequence.run(Array(0..<6), continues: false) != sequence.outputs
    }
    #expect(changed.count > 8)
  }

  /// As a board evaluates a window: of every channel anew, whatever other channels and windows were before.
  @Test(arguments: names)
  func aBoardsWindowsBeginWithoutState(name: String) throws {
    let sequence = try Sequence(name)
    let plan = try ModelPlan(section: sequence.model.section.span)
    guard plan.information.inputChannels == 1 else { return }
    var encoder = BatchedEncoder(plan, channelCount: 3)
    let isStreaming = encoder.isStreaming
    #expect(!isStreaming)
    var evidence: [Int32] = [0, 0, 0]
    for round in 0..<2 {
      let run = BatchedEncoder.Run(channels: 0..<3, continues: false)
      for channel in 0..<3 {
        let input = sequence.inputs[channel + round]
        encoder.take(input.span, of: channel, in: run)
      }
      var values = evidence.mutableSpan
      encoder.evaluate(run, of: plan, section: sequence.model.section.span, into: &values)
      for channel in 0..<3 {
        let input = sequence.inputs[channel + round]
        var arena = [Int8](repeating: 0, count: sequence.model.arenaBytes)
        var bytes = arena.mutableSpan
        let alone = plan.evidence(
          input: input.span, section: sequence.model.section.span, arena: &bytes,
          kernels: .best)
        #expect(evidence[channel] == alone)
      }
    }
  }

  // MARK: Sections that no compiler of ours writes

  /// The state's tensor, moved onto any other.
  @Test(arguments: names)
  func aStateThatSharesBytesIsRefused(name: String) throws {
    let model = try Sequence(name).model
    let plan = try ModelPlan(section: model.section.span)
    var refused = 0
    for index in 0..<plan.operatorCount where plan.step(index).kind.hasState {
      let state = Int(plan.step(index).secondInput)
      let record = ModelInformation.headerBytes + state * TensorPlan.recordBytes
      let written = [model.input] + (0..<plan.operatorCount).map { Int(plan.step($0).output) }
      let states = (0..<plan.operatorCount).filter { $0 != index && plan.step($0).kind.hasState }
        .map { Int(plan.step($0).secondInput) }
      for other in written + states {
        // As far as the arena goes.
        let room = Int32(model.arenaBytes - InferenceLimits.readAheadBytes - plan.tensor(state).byteCount)
        let place = min(plan.tensor(other).arenaOffset, room) & ~1
        let range = Int(place)..<(Int(place) + plan.tensor(state).byteCount)
        guard plan.tensor(other).range.overlaps(range) else { continue }
        var section = model.section
        for byte in 0..<4 { section[record + byte] = UInt8(truncatingIfNeeded: place >> Int32(8 * byte)) }
        do throws(ModelFault) {
          _ = try ModelPlan(section: section.span)
          Issue.record("operator \(index): its state lies on tensor \(other)")
        } catch {
          #expect(error.problem == .tensor)
          refused += 1
        }
      }
    }
    #expect(refused > 0)
  }

  @Test func aKindWithStateNeedsItsTensorOfInt16() throws {
    for name in ["remembering4", "remembering3"] {
      let model = try Sequence(name).model
      let plan = try ModelPlan(section: model.section.span)
      let offset = ModelInformation.headerBytes + plan.tensorCount * TensorPlan.recordBytes
      let state = Int(plan.step(0).secondInput)
      func expect(_ problem: ModelFault.Problem, at place: Int, _ changes: [(Int, UInt8)]) {
        var section = model.section
        for (place, value) in changes { section[place] = value }
        do throws(ModelFault) {
          _ = try ModelPlan(section: section.span)
          Issue.record("\(name): accepted, expected \(problem) at \(place)")
        } catch {
          #expect(error.problem == problem && error.offset == place, "\(name): \(error)")
        }
      }
      expect(.operation, at: offset + 4, [(offset + 4, 0xFF), (offset + 5, 0xFF)])
      expect(.operation, at: offset + 4, [(offset + 4, 99), (offset + 5, 0)])
      expect(.elements, at: offset + 1, [(offset + 1, 1)])
      expect(.elements, at: offset + 1, [(ModelInformation.headerBytes + state * TensorPlan.recordBytes + 5, 0)])
      // One element less.
      expect(
        .geometry, at: offset + 4,
        [(ModelInformation.headerBytes + state * TensorPlan.recordBytes + 8, UInt8(plan.step(0).stateCount - 1))])
      expect(.weights, at: offset + 80, [(offset + 82, 0x7F)])
      expect(.weights, at: offset + 76, [(offset + 78, 0x7F)])
    }
  }

  @Test func aCellsUnitAndLimitAreWithinTheirRanges() throws {
    let model = try Sequence("remembering4").model
    let plan = try ModelPlan(section: model.section.span)
    let offset = ModelInformation.headerBytes + plan.tensorCount * TensorPlan.recordBytes + 84
    for (multiplier, exponent, isRefused) in [
      (0, -15, false), (32_767, -9, false), (32_768, -12, true), (0, -16, true), (0, -8, true),
    ] as [(Int32, Int32, Bool)] {
      var section = model.section
      for byte in 0..<4 {
        section[offset + byte] = UInt8(truncatingIfNeeded: multiplier >> Int32(8 * byte))
        section[offset + 4 + byte] = UInt8(truncatingIfNeeded: exponent >> Int32(8 * byte))
      }
      let count = try? ModelPlan(section: section.span).operatorCount
      #expect((count == nil) == isRefused, "\(multiplier) 2^\(exponent)")
    }
  }
}
