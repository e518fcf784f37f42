import ArgumentParser
import Foundation
import Inference

/// `prodrome model pack`.
struct ModelPackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Write a network as a bundle carries it: a model section.",
    discussion: """
      Example: prodrome model pack Models/epilepsy-detector/model.tflite --output encoder.section

      A model.json beside the file is used. Exit code 65: the network is refused, and why; 74: the output cannot be written.
      """)

  @Argument(help: "A .tflite file of int8 operators or int16 activations.")
  var file: String

  @Option(help: "The file to write.")
  var output: String

  func run() throws {
    let model = try ModelCommand.compile(file, usesMetadata: true, arenaCapacity: InferenceLimits.arenaBytes)
    do {
      try Data(model.section).write(to: URL(filePath: output))
    } catch {
      throw ModelCommand.unwritable("\(output): cannot be written: \(error.localizedDescription)")
    }
  }
}
