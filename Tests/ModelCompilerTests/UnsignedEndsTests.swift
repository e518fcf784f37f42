import Foundation
import Inference
import TestSupport
import Testing

@testable import ModelCompiler

/// A classifier of a montage with uint8 input and output, beside the int8 one it was made from.
@Suite struct UnsignedEndsTests {
  private static let folder = SharedData.repository.appending(path: "Tests")

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: path)))
  }

  /// The elements of the input, and of the output.
  private static let (inputCount, outputCount) = (6 * 512, 2)

  private static func inputs() throws -> [[Int8]] {
    let values = try bytes("InferenceTests/Fixtures/unsigned-eegnet.input").map { Int8(bitPattern: $0 ^ 0x80) }
    return stride(from: 0, to: values.count, by: inputCount).map { Array(values[$0..<($0 + inputCount)]) }
  }

  @Test func itGivesWhatLiteRTGives() throws {
    let network = try Self.bytes("InferenceTests/Fixtures/unsigned-eegnet.tflite")
    let expected = try Self.bytes("InferenceTests/Fixtures/unsigned-eegnet.expected")
    let model = try ModelCompiler.compile(file: network, metadata: nil)
    let plan = try ModelPlan(section: model.section.span)
    #expect(model.tensors[model.input].isUnsigned && model.tensors[model.output].isUnsigned)
    for (number, input) in try Self.inputs().enumerated() {
      var arena = [Int8](repeating: 0, count: model.arenaBytes)
      var bytes = arena.mutableSpan
      plan.run(input: input.span, section: model.section.span, arena: &bytes, kernels: .best)
      let output = arena[plan.tensor(model.output).range].map { UInt8(bitPattern: $0) ^ 0x80 }
      #expect(output == Array(expected[(number * Self.outputCount)..<((number + 1) * Self.outputCount)]))
    }
  }

  @Test func asAMontageItIsTheDetectorThatTheSignedOneIs() throws {
    let metadata = try ModelMetadata(json: Self.bytes("ReplayTests/Fixtures/classifiers/eegnet/model.json"))
    let models = try ["InferenceTests/Fixtures/unsigned-eegnet", "ReplayTests/Fixtures/classifiers/eegnet/model"]
      .map { try ModelCompiler.compile(file: Self.bytes("\($0).tflite"), metadata: metadata) }
    #expect(models[0].steps.map(\.name) == models[1].steps.map(\.name))
    var evidence: [[Int32]] = [[], []]
    for (index, model) in models.enumerated() {
      let plan = try ModelPlan(section: model.section.span)
      #expect(plan.information.montage?.output == .seizureLast && plan.information.inputChannels == 6)
      #expect(plan.information.quantiser.zeroPoint == Int8(model.tensors[model.input].zeroPoint))
      for input in try Self.inputs() {
        var arena = [Int8](repeating: 0, count: model.arenaBytes)
        var bytes = arena.mutableSpan
        evidence[index].append(
          plan.evidence(input: input.span, section: model.section.span, arena: &bytes, kernels: .best))
      }
    }
    #expect(evidence[0] == evidence[1])
    #expect(Set(evidence[0]).count > 1)
    for point in 0..<3 {
      let plans = try models.map { try ModelPlan(section: $0.section.span).information.thresholds[point] }
      #expect(plans[0] == plans[1])
    }
  }
}
