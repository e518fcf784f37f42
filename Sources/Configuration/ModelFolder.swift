import Bundle
import Electrodes
import Foundation
import Inference
import ModelCompiler
import Runtime
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
  /// The greatest evidence that any input could give.
  public let greatestEvidence: Int64
  /// The channels of a model that takes all of a montage at once, in its order; empty for a model of one channel.
  public var channels: [String] { information.channelNames(in: compiled.section) }

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
    var parsed = try ModelFolder.naming(metadata) { () throws(ModelImportError) in try ModelMetadata(json: json) }
    let channels = parsed.montage?.channels ?? []
    try ModelFolder.checkChannels(channels, metadata)
    parsed.montage?.channels = channels.map(ModelFolder.canonicalName)
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
    try ModelFolder.checkEvidence(of: compiled, information, metadata)
  }

  /// The model's section.
  public var encoded: EncodedSection {
    EncodedSection(kind: .model, version: ModelInformation.version, bytes: compiled.section)
  }

  /// The channel's name as signal chains have it: T3 is T7, capitals as in the 10-20 system.
  private static func canonicalName(_ name: String) -> String {
    let label = ChannelLabel(name)
    return label.plus == nil ? name : label.name
  }

  /// Checks that every channel is the difference of two electrodes, or one electrode, and is there once by whatever of
  /// its electrodes' names; the other way around it says nothing new.
  private static func checkChannels(_ channels: [String], _ metadata: URL) throws(Refusal) {
    let labels = channels.map(ChannelLabel.init)
    for (index, label) in labels.enumerated() where label.plus != nil {
      func refusal(_ found: String, _ expected: String) -> Refusal {
        Refusal(
          file: metadata.path,
          problem: "channels[\(index)]: found \"\(channels[index])\"\(found), expected \(expected)")
      }
      let parts = channels[index].split(separator: "-").map { Electrode(String($0)) }
      if parts.count == 2, parts[0] == parts[1] { throw refusal("", "two different electrodes") }
      let first = labels[..<index].firstIndex {
        ($0.plus, $0.minus) == (label.plus, label.minus) || ($0.plus, $0.minus) == (label.minus, label.plus)
      }
      if let first { throw refusal(", which is \"\(channels[first])\" again", "every derivation once") }
    }
  }

  /// Checks that a board can judge and explain with a detector: one channel's evidence adds up, all channels' need room
  /// for their input beside the arena.
  private static func checkEvidence(
    of compiled: CompiledModel, _ model: ModelInformation, _ metadata: URL
  ) throws(Refusal) {
    guard model.role == .detector else { return }
    let input = compiled.tensors[compiled.input]
    guard model.montage == nil else {
      guard model.montageBytes <= InferenceLimits.encoderBytes else {
        throw Refusal(
          file: metadata.path,
          problem: "found a montage that needs \(model.montageBytes) bytes, its input of shape \(input.shape) kept "
            + "beside the arena; expected at most \(InferenceLimits.encoderBytes)")
      }
      return
    }
    let expected =
      "expected a network of one channel's \(model.windowSamples) samples that ends in a FULLY_CONNECTED layer with "
      + "one output, or \"input\": \"montage\" with \"channels\" and \"missing\""
    guard model.inputChannels == 1 else {
      throw Refusal(
        file: metadata.path,
        problem: "found an input of shape \(input.shape), \(model.inputChannels) windows of "
          + "\(model.windowSamples) samples, and no \"input\"; \(expected)")
    }
    guard model.endsInAccumulator else {
      let last = compiled.steps.last?.name ?? "nothing"
      throw Refusal(
        file: metadata.path,
        problem: "found a network that ends in \(last) with an output of shape "
          + "\(compiled.tensors[compiled.output].shape), and no \"input\"; \(expected)")
    }
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
    return EncodedSection(kind: .signalDesign, version: SectionKind.signalDesign.version, bytes: sink.bytes)
  }
}

extension ModelInformation {
  /// The channels of a model that takes all of a montage at once, in its order; empty for a model of one channel.
  ///
  /// - Parameter section: The section that the information was read from.
  /// - Returns: Their names.
  func channelNames(in section: [UInt8]) -> [String] {
    montage == nil ? [] : (0..<Int(inputChannels)).map { channelName($0, in: section.span).text }
  }
}
