import Inference
import Vocabulary

/// Turns a `.tflite` into the model section of a bundle: every constant computed, every tensor placed.
///
/// The section is flat, little-endian and independent of its place: header (`ModelInformation`), tensors
/// (`TensorPlan`), operators (`Operator`), then constants and weights, each layer's at a multiple of 16. Its integrity
/// is its bundle's to keep.
public enum ModelCompiler {
  /// Compiles a model.
  ///
  /// - Parameters:
  ///   - file: The bytes of a `.tflite` of int8 operators, or of int16 activations and int8 weights.
  ///   - metadata: What the model is for; nil for a network of which only the arithmetic matters.
  ///   - keepsAllTensors: Whether every tensor keeps its memory to the end of an evaluation, so that a test can read
  ///     it.
  ///   - arenaCapacity: Bytes of the arena it must fit in.
  /// - Returns: The section and its description.
  /// - Throws: `ModelImportError` naming the offset, tensor, operator or key.
  public static func compile(
    file: [UInt8], metadata: ModelMetadata?, keepsAllTensors: Bool = false,
    arenaCapacity: Int = InferenceLimits.arenaBytes
  ) throws(ModelImportError) -> CompiledModel {
    var network = try Network(bytes: file)
    if metadata?.montage != nil { network = network.withoutFinalCurve() }
    let lowering = try ModelLowering(network, keepsAllTensors: keepsAllTensors)
    guard let input = lowering.input, let output = lowering.output else {
      throw ModelImportError.rejected("no input or output")
    }
    guard lowering.lowered.count <= InferenceLimits.operators else {
      throw ModelImportError.unsupported(
        subject: "model", found: "\(lowering.lowered.count) operators", supported: "\(InferenceLimits.operators)")
    }
    let memory = MemoryPlan(lowering.storages)
    let arenaBytes = memory.byteCount + InferenceLimits.readAheadBytes
    guard arenaBytes <= arenaCapacity else {
      throw ModelImportError.unsupported(
        subject: "model", found: "\(arenaBytes) bytes of tensors at a time",
        supported: "\(arenaCapacity) bytes of arena")
    }
    let metadata = metadata ?? ModelMetadata(name: "unnamed", windowSamples: input.count)
    if !metadata.clearsState, let layer = lowering.lowered.first(where: { $0.step.kind.hasState }) {
      throw ModelImportError.metadata(
        key: "state",
        problem:
          "missing, but \(layer.code) keeps a state: expected \"window\", which says that the network was trained "
          + "to begin every window without any, as a board does")
    }
    let information = try information(
      metadata, input: input, output: output, lowered: lowering.lowered, arenaBytes: arenaBytes)
    let tensors = lowering.definitions.enumerated().map { number, tensor in
      let sourceIndex = lowering.sourceIndices[number]
      let isScratch = sourceIndex >= lowering.network.tensors.count
      return CompiledModel.Tensor(
        sourceIndex: sourceIndex, isScratch: isScratch, name: tensor.name,
        shape: tensor.shape, elements: tensor.elements, scale: tensor.scale, zeroPoint: Int(tensor.zeroPoint),
        arenaOffset: memory.offsets[lowering.storageOfTensor[number]],
        isUnsigned: !isScratch && lowering.network.tensors[sourceIndex].isUnsigned)
    }
    let model = CompiledModel(
      section: section(
        information, channels: metadata.montage?.channels ?? [], tensors: tensors, lowered: lowering.lowered),
      tensors: tensors,
      steps: lowering.lowered.map(CompiledModel.Step.init), input: Int(input.number), output: Int(output.number),
      arenaBytes: arenaBytes, accumulatorScale: lowering.lowered.last?.accumulatorScale)
    do throws(ModelFault) {
      _ = try ModelPlan(section: model.section.span, arenaCapacity: arenaCapacity)
    } catch {
      throw ModelImportError.rejected("\(error.problem) at byte \(error.offset), found \(error.found)")
    }
    return model
  }

  private static func information(
    _ metadata: ModelMetadata, input: ModelLowering.Activation, output: ModelLowering.Activation,
    lowered: [ModelLowering.Lowered], arenaBytes: Int
  ) throws(ModelImportError) -> ModelInformation {
    guard input.count % metadata.windowSamples == 0 else {
      throw ModelImportError.metadata(
        key: "window_samples",
        problem: "found \(metadata.windowSamples), but the input \"\(input.name)\" has shape \(input.shape)")
    }
    let last = lowered[lowered.count - 1]
    let endsInAccumulator = last.step.isAccumulator
    let outputScale = metadata.montage == nil ? nil : Double(output.scale)
    let scale = endsInAccumulator ? last.accumulatorScale : outputScale
    let level = try metadata.ownLevel(evidenceScale: scale)
    return ModelInformation(
      role: metadata.role, normalisation: metadata.normalisation, name: ChannelName(ascii: metadata.name),
      rate: metadata.rate, windowSamples: UInt32(metadata.windowSamples),
      inputChannels: UInt32(input.count / metadata.windowSamples), hopSamples: UInt32(metadata.hopSamples),
      quantiser: try quantiser(of: input),
      thresholds: try metadata.thresholds(evidenceScale: scale),
      raiseExcess: try metadata.raiseExcess(evidenceScale: scale),
      levelReference: level.reference, levelStep: level.step, defaultOperatingPoint: metadata.defaultOperatingPoint,
      endsInAccumulator: endsInAccumulator, montage: try metadata.montage?.input(input, output: output, metadata),
      multiplyAccumulates: UInt64(lowered.reduce(0) { $0 + $1.step.multiplyAccumulates }),
      arenaBytes: UInt32(arenaBytes), inputTensor: input.number, outputTensor: output.number)
  }

  /// What turns a value with eight binary places into the input's int8; of an int16 input only the scale is true.
  private static func quantiser(of input: ModelLowering.Activation) throws(ModelImportError) -> InputQuantiser {
    guard let scale = Requantisation(factor: 1 / (256 * Double(input.scale))), scale.multiplier > 0,
      scale.exponent >= -31
    else {
      throw ModelImportError.unsupported(
        subject: "input \"\(input.name)\"", found: "scale \(input.scale)", supported: "2^-38 to 2^23")
    }
    return InputQuantiser(
      multiplier: scale.multiplier, shift: UInt8(31 - scale.exponent), zeroPoint: Int8(input.zeroPoint))
  }

  private static func section(
    _ information: ModelInformation, channels: [String], tensors: [CompiledModel.Tensor],
    lowered: [ModelLowering.Lowered]
  ) -> [UInt8] {
    var information = information
    var layout = ModelInformation.Layout(
      sectionBytes: 0, tensorCount: UInt16(tensors.count), operatorCount: UInt16(lowered.count))
    var constants = ByteArray()
    var operators = ByteArray()
    // Offsets of constants count from the section's start, so the alignment is that of the whole.
    let start = (layout.constantsOffset + 15) / 16 * 16
    information.montage?.namesOffset = UInt32(start)
    for channel in channels { constants.append(ChannelName(ascii: channel)) }
    for entry in lowered {
      var step = entry.step
      if !entry.weights.isEmpty {
        step.constantsOffset = Int32(start + constants.bytes.count)
        constants.bytes += entry.constants.bytes
        constants.align(to: 16)
        step.weightsOffset = Int32(start + constants.bytes.count)
        constants.bytes += entry.weights
        constants.align(to: 16)
      }
      step.encode(into: &operators)
    }
    layout.sectionBytes = UInt32(start + constants.bytes.count)
    var section = ByteArray()
    information.encode(layout: layout, into: &section)
    for tensor in tensors { TensorPlan(tensor).encode(into: &section) }
    section.bytes += operators.bytes
    section.align(to: 16)
    return section.bytes + constants.bytes
  }
}

extension CompiledModel.Step {
  fileprivate init(_ lowered: ModelLowering.Lowered) {
    name = "\(lowered.code)"
    input = Int(lowered.step.input)
    output = Int(lowered.step.output)
    multiplyAccumulates = Int(lowered.step.multiplyAccumulates)
    weightBytes = lowered.weights.count
  }
}

extension TensorPlan {
  fileprivate init(_ tensor: CompiledModel.Tensor) {
    self.init()
    elements = tensor.elements
    arenaOffset = Int32(tensor.arenaOffset)
    // The device only counts elements: outer axes beyond four are one there.
    let outer = max(0, tensor.shape.count - TensorPlan.maximumRank)
    let shape =
      outer == 0 ? tensor.shape : [tensor.shape[...outer].reduce(1, *)] + tensor.shape[(outer + 1)...]
    rank = UInt8(shape.count)
    for (axis, size) in shape.enumerated() { dimensions[axis] = Int32(size) }
    sourceIndex = Int32(tensor.sourceIndex)
    zeroPoint = Int32(tensor.zeroPoint)
  }
}

extension ChannelName {
  /// A name of at most 16 ASCII characters.
  fileprivate init(ascii text: String) {
    self.init()
    for (index, byte) in text.utf8.prefix(Limits.nameBytes).enumerated() { bytes[index] = byte }
  }
}
