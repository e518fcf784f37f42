import ArgumentParser
import Foundation
import Inference
import ModelCompiler
import Text

/// `prodrome model show`.
struct ModelShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a network's operators, shapes, multiply-accumulates, memory and weights.",
    discussion: """
      Example: prodrome model show Models/epilepsy-detector/model.tflite

      A model.json beside the file is checked with it. Exit code 65: the network is refused, and why.
      """)

  @Argument(help: "A .tflite file of int8 operators or int16 activations.")
  var file: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let model = try ModelCommand.compile(file, usesMetadata: true, arenaCapacity: InferenceLimits.arenaBytes)
    print(json ? try jsonText(model) : text(model), terminator: "")
  }

  private func text(_ model: CompiledModel) -> String {
    var lines = ["operator                 input            output           MACs      weights  arena"]
    for step in model.steps {
      let output = model.tensors[step.output]
      lines.append(
        columns([
          (step.name, 25), (text(model.tensors[step.input]), 17), (text(output), 17),
          ("\(step.multiplyAccumulates)", 10), ("\(step.weightBytes)", 9), ("\(output.arenaOffset)", 0),
        ]))
    }
    lines.append("")
    lines.append("multiply-accumulates  \(model.multiplyAccumulates)")
    lines.append("weights               \(model.weightBytes) bytes")
    lines.append("arena                 \(model.arenaBytes) of \(InferenceLimits.arenaBytes) bytes")
    lines.append("section               \(model.section.count) bytes")
    let evidence =
      model.accumulatorScale.map { "int32 sum, \($0) a unit" }
      ?? "the first output less what stands for zero; a detector's model.json says which output is a seizure's"
    lines.append("evidence              \(evidence)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func jsonText(_ model: CompiledModel) throws -> String {
    let report = Report(
      file: file, multiplyAccumulates: model.multiplyAccumulates, weightBytes: model.weightBytes,
      arenaBytes: model.arenaBytes, sectionBytes: model.section.count, accumulatorScale: model.accumulatorScale,
      operators: model.steps.map { step in
        Report.Operator(
          name: step.name, input: model.tensors[step.input].shape, output: model.tensors[step.output].shape,
          outputElements: "\(model.tensors[step.output].elements)",
          multiplyAccumulates: step.multiplyAccumulates, weightBytes: step.weightBytes)
      })
    return try JSONText.line(report) + "\n"
  }

  private func text(_ tensor: CompiledModel.Tensor) -> String {
    let shape = tensor.shape.map(String.init).joined(separator: "×")
    return tensor.elements == .int8 ? shape : "\(shape) \(tensor.elements)"
  }

  private func columns(_ cells: [(String, Int)]) -> String {
    cells.map { $0.padding(toLength: max($1, $0.count + 1), withPad: " ", startingAt: 0) }.joined()
  }

  private struct Report: Encodable {
    struct Operator: Encodable {
      let name: String
      let input: [Int]
      let output: [Int]
      let outputElements: String
      let multiplyAccumulates: Int
      let weightBytes: Int
    }

    let file: String
    let multiplyAccumulates: Int
    let weightBytes: Int
    let arenaBytes: Int
    let sectionBytes: Int
    @OrNull var accumulatorScale: Double?
    let operators: [Operator]
  }
}
