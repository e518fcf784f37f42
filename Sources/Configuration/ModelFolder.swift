import Bundle
import Foundation
import Inference
import ModelCompiler
import Signal
import Vocabulary

/// A model as it is shipped: a folder with `model.tflite` and `model.json`, compiled.
public struct ModelFolder: Sendable {
  /// A folder that cannot be used.
  public struct Refusal: Error, CustomStringConvertible {
    /// The file or folder.
    public let file: String
    /// What was found and what was expected.
    public let problem: String

    /// Says which file and why.
    public var description: String { "\(file): \(problem)" }
  }

  /// The folder.
  public let url: URL
  /// The compiled model.
  public let compiled: CompiledModel
  /// What the model is and takes.
  public let information: ModelInformation
  /// The greatest evidence that any input could give; nil where the model does not end in an accumulator.
  public let greatestEvidence: Int64?

  /// Compiles the model of a folder.
  ///
  /// - Parameter url: The folder.
  /// - Throws: `UnreadableFile`; `Refusal` naming the file.
  public init(_ url: URL) throws {
    self.url = url
    let network = url.appending(path: "model.tflite")
    let metadata = url.appending(path: "model.json")
    let json = try InputFile.bytes(of: metadata.path, atMost: 1 << 20)
    let file = try InputFile.bytes(of: network.path, atMost: 1 << 28)
    let parsed = try ModelFolder.naming(metadata) { () throws(ModelImportError) in try ModelMetadata(json: json) }
    let compiled = try ModelFolder.naming(network) { () throws(ModelImportError) in
      try ModelCompiler.compile(file: file, metadata: parsed)
    }
    self.compiled = compiled
    let input = compiled.tensors[compiled.input]
    guard input.elements == .int8 else {
      throw Refusal(
        file: network.path,
        problem: "found an input of \(input.elements), expected int8, to which windows are quantised")
    }
    let plan = try ModelPlan(section: compiled.section.span)
    information = plan.information
    greatestEvidence = plan.greatestEvidence(section: compiled.section.span)
    guard information.rate.denominator == 1 else {
      throw Refusal(file: metadata.path, problem: "found \(information.rate.hertz) Hz, expected whole hertz")
    }
  }

  /// The model's section.
  public var encoded: EncodedSection {
    EncodedSection(kind: .model, version: ModelInformation.version, bytes: compiled.section)
  }

  private static func naming<Value>(
    _ url: URL, _ body: () throws(ModelImportError) -> Value
  ) throws(Refusal) -> Value {
    do {
      return try body()
    } catch {
      throw Refusal(file: url.path, problem: "\(error)")
    }
  }
}

extension SignalDesign {
  /// The design's section.
  var encoded: EncodedSection {
    var sink = ByteArray()
    encode(into: &sink)
    return EncodedSection(kind: .signalDesign, bytes: sink.bytes)
  }
}
