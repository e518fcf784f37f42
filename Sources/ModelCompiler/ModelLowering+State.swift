import Foundation
import Inference

/// Layers that keep something from one evaluation to the next.
extension ModelLowering {
  /// Numbers of the options' kinds in TensorFlow Lite's schema.
  private enum OptionsType {
    static let svdf: UInt8 = 6
    static let sequenceLSTM: UInt8 = 71
  }

  /// Positions of an LSTM's inputs; those of four are in the order of the gates: input, forget, cell, output.
  private enum Position {
    static let inputWeights = 1
    static let recurrentWeights = 5
    static let peepholes = 9..<12
    static let biases = 12
    static let projection = 16..<18
    static let activations = 18
    static let cells = 19
    static let norms = 20..<24
  }

  private static let gates = ["input", "forget", "cell", "output"]

  // MARK: UNIDIRECTIONAL_SEQUENCE_LSTM

  /// UNIDIRECTIONAL_SEQUENCE_LSTM of int8 activations and int16 cells, as TensorFlow makes one of `keras.layers.LSTM`.
  mutating func lowerLSTM(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.sequenceLSTM)
    try checkVariant(step, options)
    let source = try source(0, of: step)
    let target = try target(of: step)
    let isTimeMajor = try options.integer(3, UInt8.self) != 0
    guard source.elements == .int8, target.elements == .int8 else {
      throw unsupported(step, "activations of \(source.elements) and \(target.elements)", "int8")
    }
    guard source.shape.count == 3, source.shape[isTimeMajor ? 1 : 0] == 1, target.shape.count == 3,
      target.shape[..<2] == source.shape[..<2]
    else {
      throw unsupported(
        step, "\(source.shape) becomes \(target.shape)",
        isTimeMajor ? "[steps, 1, inputs] and [steps, 1, cells]" : "[1, steps, inputs] and [1, steps, cells]")
    }
    let (steps, inputs, cells) = (source.count / source.shape[2], source.shape[2], target.shape[2])
    try checkActivations(step, target, cells: cells)
    var operation = try operation(.lstm, step, from: source, to: target, range: ModelLowering.range(of: target))
    operation.geometry.inputHeight = Int32(steps)
    operation.geometry.outputHeight = Int32(steps)
    operation.geometry.inputChannels = Int32(inputs)
    operation.geometry.outputChannels = Int32(cells)
    operation.inputScale = try cellScale(step, options, cells: cells)
    // Of two numbers with 15 binary places.
    guard let outputScale = Requantisation(factor: Double(Float(0x1p-30 / Double(target.scale)))),
      outputScale.holds(magnitude: 1 << 30)
    else { throw scaleError(step, source, target) }
    operation.outputScale = outputScale
    var result = Lowered(step: operation, code: step.code)
    try appendGates(&result, step, source: source, target: target, inputs: inputs, cells: cells)
    result.step.secondInput = try state(operation.stateCount, of: step).number
    lowered.append(result)
  }

  /// Refuses what LiteRT's kernel also has.
  private func checkVariant(_ step: Network.Step, _ options: FlatBufferTable) throws(ModelImportError) {
    guard step.inputs.count == 20 || step.inputs.count == 24 else {
      throw unsupported(step, "\(step.inputs.count) inputs", "20 or 24")
    }
    func refuse(_ positions: Range<Int>, _ what: String) throws(ModelImportError) {
      for position in positions where position < step.inputs.count && step.inputs[position] >= 0 {
        throw unsupported(step, "\(what) \"\(network.tensors[step.inputs[position]].name)\"", "none")
      }
    }
    try refuse(Position.peepholes, "peephole weights")
    try refuse(Position.projection, "a projection")
    try refuse(Position.norms, "a layer norm")
    guard step.inputs[Position.inputWeights] >= 0 || step.inputs[Position.recurrentWeights] >= 0 else {
      throw unsupported(step, "no weights of an input gate (CIFG)", "four gates")
    }
    guard try options.integer(0, Int8.self) == 4 else {
      throw unsupported(step, "activation \(try options.integer(0, Int8.self))", "TANH (4)")
    }
    guard try options.integer(5, UInt8.self) == 0 else { throw unsupported(step, "diagonal weights", "full ones") }
  }

  /// Checks the tensor that keeps the last activations, and what the kernel quantises them with.
  private func checkActivations(
    _ step: Network.Step, _ target: Activation, cells: Int
  ) throws(ModelImportError) {
    let kept = try variable(Position.activations, .int8, count: cells, of: step)
    guard step.intermediates.count == 5, step.intermediates[4] >= 0 else {
      throw unsupported(step, "\(step.intermediates.count) intermediate tensors", "5, the last that of the activations")
    }
    for tensor in [kept, network.tensors[step.intermediates[4]]] {
      guard tensor.scales == [target.scale], tensor.zeroPoints == [Int64(target.zeroPoint)] else {
        throw unsupported(
          step, "tensor \"\(tensor.name)\" of scales \(tensor.scales) and zero points \(tensor.zeroPoints)",
          "those of the output, \(target.scale) and \(target.zeroPoint)")
      }
    }
  }

  /// The limit of cells, 0 for none, and the power of two that is their unit.
  private func cellScale(
    _ step: Network.Step, _ options: FlatBufferTable, cells: Int
  ) throws(ModelImportError) -> Requantisation {
    let tensor = try variable(Position.cells, .int16, count: cells, of: step)
    let scale = tensor.scales.count == 1 ? tensor.scales[0] : 0
    let power = scale.isNormal && scale > 0 ? log2(Double(scale)).rounded() : 0
    guard scale > 0, ModelLowering.isPowerOfTwo(scale), (-15...(-9)).contains(power), tensor.zeroPoints == [0] else {
      throw unsupported(
        step, "cells \"\(tensor.name)\" of scales \(tensor.scales) and zero points \(tensor.zeroPoints)",
        "a power of two from 2^-15 to 2^-9 and 0 (LiteRT's kernel has no hyperbolic tangent for others)")
    }
    let clip = Float(bitPattern: try options.integer(1, UInt32.self))
    guard clip >= 0 else { throw unsupported(step, "a cell clip of \(clip)", "0 or more") }
    return Requantisation(multiplier: Int32(min(clip / scale, 32_767)), exponent: Int32(power))
  }

  /// Adds the weights and constants of all gates.
  private func appendGates(
    _ result: inout Lowered, _ step: Network.Step, source: Activation, target: Activation, inputs: Int, cells: Int
  ) throws(ModelImportError) {
    var starts = ByteArray()
    for gate in ModelLowering.gates.indices {
      let input = try matrix(Position.inputWeights + gate, [cells, inputs], of: step)
      let recurrent = try matrix(Position.recurrentWeights + gate, [cells, cells], of: step)
      let biases = try biases(Position.biases + gate, count: cells, of: step)
      let zeros = [Int32](repeating: 0, count: cells)
      let first = try sums(step, input, of: source, from: biases, "\(ModelLowering.gates[gate]) gate")
      let second = try sums(step, recurrent, of: target, from: zeros, "\(ModelLowering.gates[gate]) gate, recurrent")
      first.scale.encode(into: &result.constants)
      second.scale.encode(into: &result.constants)
      for cell in 0..<cells {
        starts.append(littleEndian: first.starts[cell])
        starts.append(littleEndian: second.starts[cell])
        for weights in [input, recurrent] {
          let first = weights.bytes.startIndex + cell * weights.countPerChannel
          result.weights += weights.bytes[first..<(first + weights.countPerChannel)]
        }
      }
    }
    result.constants.bytes += starts.bytes
  }

  /// What a gate's sums over some values start from, the values' zero point done with, and what scales them to 12
  /// binary places.
  private func sums(
    _ step: Network.Step, _ weights: Weights, of values: Activation, from biases: [Int32], _ what: String
  ) throws(ModelImportError) -> (starts: [Int32], scale: Requantisation) {
    // In the precision of LiteRT.
    let factor = weights.tensor.scales[0] * values.scale / 0x1p-12
    let scale = Requantisation(factor: Double(factor))
    var starts: [Int32] = []
    for channel in 0..<weights.channels {
      let bound = Int64(biases[channel].magnitude) + weights.magnitude(of: channel) * (values.reach + 128)
      guard let scale, scale.holds(magnitude: bound) else {
        throw unsupported(
          step, "sums of up to \(bound) scaled by \(factor) in the \(what), weights \"\(weights.tensor.name)\"",
          "sums within 32 bits")
      }
      starts.append(biases[channel] - values.zeroPoint * Int32(weights.sum(of: channel)))
    }
    return (starts, scale ?? Requantisation())
  }

  // MARK: SVDF

  /// SVDF of int8 activations and an int16 state.
  mutating func lowerSVDF(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.svdf)
    guard step.inputs.count == 5 else { throw unsupported(step, "\(step.inputs.count) inputs", "5") }
    let source = try source(0, of: step)
    let target = try target(of: step)
    let rank = Int(try options.integer(0, Int32.self))
    let activation = try options.integer(1, Int8.self)
    guard source.elements == .int8, target.elements == .int8, source.shape.count == 2, source.shape[0] == 1,
      target.shape.count == 2, target.shape[0] == 1, (1...1024).contains(rank)
    else {
      throw unsupported(
        step, "\(source.elements) of \(source.shape) becomes \(target.elements) of \(target.shape) with rank \(rank)",
        "int8 of [1, inputs] and [1, outputs], and a rank from 1 to 1,024")
    }
    // LiteRT's kernel takes no other, and only clamps to int8.
    guard activation == 1 else { throw unsupported(step, "activation \(activation)", "RELU (1)") }
    let (inputs, units) = (source.shape[1], target.shape[1])
    let features = try matrix(1, [units * rank, inputs], of: step)
    let (times, timeData) = try constant(2, .int16, width: 2, of: step)
    guard times.shape.count == 2, times.shape[0] == units * rank, (1...1024).contains(times.shape[1]) else {
      throw unsupported(
        step, "weights of time \"\(times.name)\" of shape \(times.shape)",
        "[\(units * rank), 1 to 1,024] for \(units) outputs of rank \(rank)")
    }
    try checkSymmetric(times, of: step)
    let memory = times.shape[1]
    let state = try variable(4, .int16, count: units * rank * memory, of: step)
    try checkSymmetric(state, of: step)
    let biases = try biases(3, count: units, of: step)
    var operation = try operation(.svdf, step, from: source, to: target, range: ModelLowering.range(of: target))
    operation.geometry.inputChannels = Int32(inputs)
    operation.geometry.outputChannels = Int32(units)
    operation.geometry.kernelHeight = Int32(rank)
    operation.geometry.kernelWidth = Int32(memory)
    let bound = (0..<features.channels).map { features.magnitude(of: $0) * source.reach }.max() ?? 0
    // In the precision of LiteRT.
    let factors = (
      source.scale * features.tensor.scales[0] / state.scales[0], state.scales[0] * times.scales[0] / target.scale
    )
    guard let first = Requantisation(factor: Double(factors.0)), first.holds(magnitude: bound),
      let second = Requantisation(factor: Double(factors.1)), second.exponent <= 0
    else {
      throw unsupported(
        step,
        "sums of up to \(bound) scaled by \(factors.0) to state \"\(state.name)\" and by \(factors.1) to the output",
        "sums within 32 bits, and less than 1 to the output")
    }
    (operation.inputScale, operation.outputScale) = (first, second)
    var result = Lowered(step: operation, code: step.code, weights: Array(features.bytes))
    if result.weights.count % 2 != 0 { result.weights.append(0) }
    result.weights += network.buffer.bytes[timeData]
    for bias in biases { result.constants.append(littleEndian: bias) }
    result.step.secondInput = try self.state(operation.stateCount, of: step).number
    lowered.append(result)
  }

  // MARK: Tensors

  /// The tensor that keeps something from one evaluation to the next: of this step alone.
  private func variable(
    _ position: Int, _ type: TensorType, count: Int, of step: Network.Step
  ) throws(ModelImportError) -> Network.Tensor {
    guard position < step.inputs.count, step.inputs[position] >= 0 else {
      throw unsupported(step, "input \(position) is missing", "a variable \(type) tensor")
    }
    let index = step.inputs[position]
    let tensor = network.tensors[index]
    guard tensor.isVariable, tensor.type == type, tensor.count == count, tensor.data == nil, !tensor.isSparse else {
      throw unsupported(
        step,
        "state \"\(tensor.name)\" of \(tensor.type) and shape \(tensor.shape)"
          + (tensor.isVariable ? "" : ", not variable"),
        "a variable \(type) tensor of \(count) elements without data")
    }
    let users = network.steps.filter { $0.inputs.contains(index) || $0.outputs.contains(index) }
    guard users.count == 1, !network.inputs.contains(index), !network.outputs.contains(index) else {
      throw unsupported(step, "state \"\(tensor.name)\" that is also used elsewhere", "a state of its own")
    }
    return tensor
  }

  /// Symmetric int8 weights of one scale.
  private func matrix(
    _ position: Int, _ shape: [Int], of step: Network.Step
  ) throws(ModelImportError) -> Weights {
    let (tensor, data) = try constant(position, .int8, width: 1, of: step)
    guard tensor.shape == shape else {
      throw unsupported(step, "weights \"\(tensor.name)\" of shape \(tensor.shape)", "\(shape)")
    }
    try checkSymmetric(tensor, of: step)
    return Weights(tensor: tensor, bytes: network.buffer.bytes[data], channelAxis: 0, channels: shape[0])
  }

  private func checkSymmetric(_ tensor: Network.Tensor, of step: Network.Step) throws(ModelImportError) {
    guard tensor.scales.count == 1, tensor.scales[0].isNormal, tensor.scales[0] > 0, tensor.zeroPoints == [0] else {
      throw unsupported(
        step, "tensor \"\(tensor.name)\" of scales \(tensor.scales) and zero points \(tensor.zeroPoints)",
        "one positive scale and 0")
    }
  }

  /// Biases of 32 bits; zeros where there are none.
  private func biases(_ position: Int, count: Int, of step: Network.Step) throws(ModelImportError) -> [Int32] {
    guard position < step.inputs.count, step.inputs[position] >= 0 else {
      guard step.code == .svdf else { throw unsupported(step, "input \(position) is missing", "INT32 biases") }
      return Array(repeating: 0, count: count)
    }
    let (tensor, data) = try constant(position, .int32, width: 4, of: step)
    guard tensor.count == count else {
      throw unsupported(step, "\(tensor.count) biases \"\(tensor.name)\"", "\(count)")
    }
    var values: [Int32] = []
    for place in stride(from: data.lowerBound, to: data.upperBound, by: 4) {
      values.append(try network.buffer.integer(Int32.self, at: place, "a bias"))
    }
    return values
  }
}
