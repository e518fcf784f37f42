import Inference
import Vocabulary

/// What `model.json` says of a model that takes all channels of a montage at once.
public struct MontageMetadata: Equatable, Sendable {
  /// The channels' names, such as `F7-T7`, in the model's order.
  public var channels: [String]
  /// What is done about channels that are not there or cannot be used.
  public var missing: MontageInput.Missing
  /// How the samples lie in the input; nil where the input's shape tells.
  public var layout: MontageInput.Layout?
  /// Which outputs there are.
  public var output: MontageInput.Output

  /// Creates a description.
  public init(
    channels: [String], missing: MontageInput.Missing, layout: MontageInput.Layout? = nil,
    output: MontageInput.Output = .single
  ) {
    self.channels = channels
    self.missing = missing
    self.layout = layout
    self.output = output
  }

  /// What the device is told, held against the network's own input and output.
  ///
  /// - Parameters:
  ///   - input: The network's input.
  ///   - output: Its output.
  ///   - metadata: The rest of `model.json`.
  /// - Returns: The description; the names' place is set when the section is laid out.
  /// - Throws: `ModelImportError.metadata` naming the key, with what was found and what was expected.
  func input(
    _ input: ModelLowering.Activation, output: ModelLowering.Activation, _ metadata: ModelMetadata
  ) throws(ModelImportError) -> MontageInput {
    let found = "the input \"\(input.name)\" has shape \(input.shape)"
    guard input.count == channels.count * metadata.windowSamples else {
      throw ModelImportError.metadata(
        key: "channels",
        problem: "found \(channels.count) names and windows of \(metadata.windowSamples) samples, but \(found): "
          + "expected one name for each of its channels")
    }
    guard output.count == self.output.count else {
      throw ModelImportError.metadata(
        key: "outputs",
        problem: "found \(self.output.count), but the output \"\(output.name)\" has shape \(output.shape): "
          + "expected [\"seizure\"], or [\"background\", \"seizure\"] in the network's order")
    }
    return MontageInput(
      layout: try layout(of: input.shape, windowSamples: metadata.windowSamples, found), missing: missing,
      output: self.output)
  }

  private func layout(
    of shape: [Int], windowSamples: Int, _ found: String
  ) throws(ModelImportError) -> MontageInput.Layout {
    let sizes = shape.filter { $0 != 1 }
    let possible: [MontageInput.Layout] =
      (sizes == [channels.count, windowSamples] ? [.channelsFirst] : [])
      + (sizes == [windowSamples, channels.count] ? [.samplesFirst] : [])
    if let layout, possible.contains(layout) { return layout }
    guard layout == nil, possible.count == 1 else {
      throw ModelImportError.metadata(
        key: "layout",
        problem: "\(layout.map { "found \"\($0.name)\"" } ?? "missing"), but \(found): expected "
          + (possible.isEmpty
            ? "\(channels.count) channels of \(windowSamples) samples, or the other way round"
            : possible.map { "\"\($0.name)\"" }.joined(separator: " or ")))
    }
    return possible[0]
  }
}

extension MontageInput.Layout {
  /// Its name in `model.json`.
  var name: String { self == .channelsFirst ? "channels_first" : "samples_first" }
}
