import ArgumentParser
import Foundation
import Inference
import ModelCompiler
import Text

/// `prodrome model run`.
struct ModelRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run networks on raw inputs with the device's kernels.",
    discussion: """
      Example: prodrome model run model.tflite --input window.bin --json

      Each file takes the --input of the same position: raw values, int8 or, where the network's input is, uint8 or int16 in little-endian order, \
      one input or several back to back. A file may also be what `model pack` wrote. With --json one object a line and input: file, input, evidence and tensors (index and name in the .tflite, shape, \
      values). Layers with a state (UNIDIRECTIONAL_SEQUENCE_LSTM, SVDF) go on from a file's one input to the next, as LiteRT's do until they are reset; \
      --reset-state begins each input without any, as a board does. PRODROME_KERNELS forces the \
      kernels: reference, neon, dotprod, avx2, vnni, avx512vnni, avx512vl. Exit code 65: a network, an input or the kernels are refused.
      """)

  @Argument(help: "One or more .tflite files of int8 operators or int16 activations, or packed models.")
  var files: [String]

  @Option(help: "Raw values for the file of the same position.")
  var input: [String] = []

  @Flag(help: "Print every tensor of the .tflite, not only the output.")
  var allTensors = false

  @Flag(help: "Begin every input without state, as a board does.")
  var resetState = false

  @Flag(help: "Print JSON lines.")
  var json = false

  func validate() throws {
    guard input.count == files.count else {
      throw ValidationError("\(files.count) files need as many --input, found \(input.count)")
    }
  }

  func run() throws {
    for (file, inputFile) in zip(files, input) {
      try run(file, inputFile: inputFile)
    }
  }

  /// Bytes of the arena when all tensors are kept: the most a plan may use.
  private static let largeArenaBytes = 1 << 22

  private func run(_ file: String, inputFile: String) throws {
    let capacity = allTensors ? ModelRunCommand.largeArenaBytes : InferenceLimits.arenaBytes
    let model = try load(file, arenaCapacity: capacity)
    let plan = try ModelPlan(section: model.section.span, arenaCapacity: capacity)
    let values = try ModelCommand.read(inputFile).map { Int8(bitPattern: model.takesUnsigned ? $0 ^ 0x80 : $0) }
    guard !values.isEmpty, values.count % plan.inputBytes == 0 else {
      throw ModelCommand.refuse(
        "\(inputFile): found \(values.count) bytes, expected a multiple of \(plan.inputBytes)")
    }
    let kernels = try ModelCommand.kernels()
    var arena = [Int8](repeating: 0, count: model.arenaBytes)
    for number in 0..<(values.count / plan.inputBytes) {
      let window = Array(values[(number * plan.inputBytes)..<((number + 1) * plan.inputBytes)])
      let continues = number > 0 && !resetState
      // Two evaluations from the same state.
      var copy = arena
      var copied = copy.mutableSpan
      let evidence = plan.evidence(
        input: window.span, section: model.section.span, arena: &copied, kernels: kernels, continues: continues)
      var bytes = arena.mutableSpan
      plan.run(
        input: window.span, section: model.section.span, arena: &bytes, kernels: kernels, continues: continues)
      print(
        json
          ? try jsonText(file, number, evidence, model.tensors, arena)
          : text(file, number, evidence, model.tensors, arena))
    }
  }

  /// A `.tflite`, compiled, or a packed model as it is.
  private func load(_ file: String, arenaCapacity: Int) throws -> RunnableModel {
    let bytes = try ModelCommand.read(file)
    guard ModelInformation.opens(bytes.span) else {
      let model = try ModelCommand.compile(
        file, usesMetadata: false, keepsAllTensors: allTensors, arenaCapacity: arenaCapacity)
      return RunnableModel(model, allTensors: allTensors)
    }
    guard !allTensors else { throw ModelCommand.refuse("\(file): a packed model does not keep all tensors") }
    do throws(ModelFault) {
      return try RunnableModel(section: bytes)
    } catch {
      throw ModelCommand.refuse("\(file): \(error.problem) at byte \(error.offset), found \(error.found)")
    }
  }

  private func text(
    _ file: String, _ number: Int, _ evidence: Int32, _ tensors: [RunnableModel.Tensor], _ arena: [Int8]
  ) -> String {
    let lines = tensors.map { tensor in
      "  \(tensor.name) \(tensor.shape): \(tensor.values(in: arena).map(String.init).joined(separator: " "))"
    }
    return (["\(file) input \(number): evidence \(evidence)"] + lines).joined(separator: "\n")
  }

  private func jsonText(
    _ file: String, _ number: Int, _ evidence: Int32, _ tensors: [RunnableModel.Tensor], _ arena: [Int8]
  ) throws -> String {
    try JSONText.line(
      Ran(
        file: file, input: number, evidence: evidence,
        tensors: tensors.map {
          Ran.Tensor(index: $0.index, name: $0.name, shape: $0.shape, values: $0.values(in: arena))
        }))
  }

  /// A line of `--json`.
  private struct Ran: Encodable {
    struct Tensor: Encodable {
      let index: Int
      let name: String
      let shape: [Int]
      let values: [Int]
    }

    let file: String
    let input: Int
    let evidence: Int32
    let tensors: [Tensor]
  }
}
