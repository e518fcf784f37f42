import Inference

extension ModelLowering {
  /// Numbers of the options' kinds in TensorFlow Lite's schema.
  private enum OptionsType {
    static let convolution: UInt8 = 1
    static let depthwiseConvolution: UInt8 = 2
    static let fullyConnected: UInt8 = 8
    static let transposedConvolution: UInt8 = 49
  }

  /// CONV_2D: weights `[output, height, width, input]`, the input channels those of one group.
  mutating func lowerConvolution(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.convolution)
    let dilation = try dilation(step, options, fields: (5, 4))
    let source = try source(0, of: step)
    let target = try target(of: step)
    let (filter, data) = try constant(1, .int8, width: 1, of: step)
    guard filter.shape.count == 4, source.shape.count == 4, source.shape[3] % filter.shape[3] == 0,
      filter.shape[0] == target.shape.last, filter.shape[0] % (source.shape[3] / filter.shape[3]) == 0
    else {
      throw unfitting(
        step, filter, source, target, "[output channels, height, width, input channels], in whole groups")
    }
    let groups = source.shape[3] / filter.shape[3]
    var operation = try operation(
      .convolution, step, from: source, to: target,
      range: try range(step, activation: try options.integer(3, Int8.self), target: target))
    operation.geometry = try window(step, options, from: source, to: target, filter: filter, dilation: dilation)
    var weights = Weights(tensor: filter, bytes: network.buffer.bytes[data], channelAxis: 0, channels: filter.shape[0])
      .dilated((filter.shape[1], filter.shape[2]), by: dilation)
    if groups > 1 && filter.shape[3] == 1 {
      operation.kind = .depthwiseConvolution
    } else if groups > 1 {
      weights = weights.withoutGroups(groups, inputs: filter.shape[3])
    }
    try append(
      operation, step, source: source, target: target, weights: weights, biasType: try options.integer(6, Int8.self))
  }

  /// DEPTHWISE_CONV_2D: weights `[1, height, width, output]`.
  mutating func lowerDepthwiseConvolution(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.depthwiseConvolution)
    let dilation = try dilation(step, options, fields: (6, 5))
    let source = try source(0, of: step)
    let target = try target(of: step)
    let (filter, data) = try constant(1, .int8, width: 1, of: step)
    guard filter.shape.count == 4, source.shape.count == 4, filter.shape[0] == 1, filter.shape[3] == target.shape.last,
      filter.shape[3] % source.shape[3] == 0
    else {
      throw unfitting(step, filter, source, target, "[1, height, width, input channels × multiplier]")
    }
    var operation = try operation(
      .depthwiseConvolution, step, from: source, to: target,
      range: try range(step, activation: try options.integer(4, Int8.self), target: target))
    operation.geometry = try window(step, options, from: source, to: target, filter: filter, dilation: dilation)
    var weights = Weights(tensor: filter, bytes: network.buffer.bytes[data], channelAxis: 3, channels: filter.shape[3])
      .dilated((filter.shape[1], filter.shape[2]), by: dilation)
    if source.shape[3] == 1 {
      // With one input channel a depthwise convolution is a convolution: same sums, longer runs.
      operation.kind = .convolution
      weights = weights.channelsFirst()
    }
    try append(operation, step, source: source, target: target, weights: weights)
  }

  /// FULLY_CONNECTED: weights `[output, input]`, applied to each row of the input.
  mutating func lowerFullyConnected(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.fullyConnected)
    guard try options.integer(1, Int8.self) == 0 else { throw unsupported(step, "shuffled weights", "plain weights") }
    let source = try source(0, of: step)
    let target = try target(of: step)
    let (filter, data) = try constant(1, .int8, width: 1, of: step)
    guard filter.shape.count == 2, source.count % filter.shape[1] == 0,
      target.count == source.count / filter.shape[1] * filter.shape[0]
    else {
      throw unfitting(step, filter, source, target, "[outputs, inputs]")
    }
    var operation = try operation(
      .fullyConnected, step, from: source, to: target,
      range: try range(step, activation: try options.integer(0, Int8.self), target: target))
    operation.geometry.inputHeight = Int32(source.count / filter.shape[1])
    operation.geometry.outputHeight = operation.geometry.inputHeight
    operation.geometry.inputChannels = Int32(filter.shape[1])
    operation.geometry.outputChannels = Int32(filter.shape[0])
    let weights = Weights(tensor: filter, bytes: network.buffer.bytes[data], channelAxis: 0, channels: filter.shape[0])
    try append(operation, step, source: source, target: target, weights: weights)
  }

  /// TRANSPOSE_CONV: the input's elements, apart by the stride and with zeros between and around them, under the window
  /// turned round.
  mutating func lowerTransposedConvolution(_ step: Network.Step) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.transposedConvolution)
    let source = try source(2, of: step)
    let target = try target(of: step)
    let (filter, data) = try constant(1, .int8, width: 1, of: step)
    let stride = (Int(try options.integer(2, Int32.self)), Int(try options.integer(1, Int32.self)))
    guard filter.shape.count == 4, source.shape.count == 4, target.shape.count == 4, filter.shape[3] == source.shape[3],
      filter.shape[0] == target.shape[3], source.shape[0] == 1, target.shape[0] == 1,
      (1...1024).contains(stride.0), (1...1024).contains(stride.1)
    else {
      throw unsupported(
        step, "weights \(filter.shape) for input \(source.shape) and output \(target.shape)",
        "[output channels, height, width, input channels] and strides up to 1,024")
    }
    let isSame = try options.integer(0, Int8.self) == 0
    let kernel = (filter.shape[1], filter.shape[2])
    let rows = try apart(step, source.shape[1], target.shape[1], kernel: kernel.0, stride: stride.0, isSame: isSame)
    let columns = try apart(step, source.shape[2], target.shape[2], kernel: kernel.1, stride: stride.1, isSame: isSame)
    let spread = try scratch([1, rows.size, columns.size, source.shape[3]], like: source, of: step)
    let (from, to) = (ModelLowering.strides(source.shape), ModelLowering.strides(spread.shape))
    try appendCopy(
      step, from: source, to: spread,
      axes: [
        (rows.count, from[1], stride.0 * to[1]), (columns.count, from[2], stride.1 * to[2]), (source.shape[3], 1, 1),
      ], start: (0, rows.start * to[1] + columns.start * to[2]), fill: source.zeroPoint)
    var operation = try operation(
      .convolution, step, from: spread, to: target,
      range: try range(step, activation: try options.integer(3, Int8.self), target: target))
    operation.geometry = try window(step, from: spread, to: target, padding: 1, kernel: kernel, stride: (1, 1))
    let weights = Weights(tensor: filter, bytes: network.buffer.bytes[data], channelAxis: 0, channels: filter.shape[0])
      .turnedRound(kernel)
    try append(
      operation, step, source: source, target: target, weights: weights, biasPosition: 3,
      biasType: try options.integer(4, Int8.self))
  }

  /// How one axis of a transposed convolution's input is spread: its size then, where its first element lies, and how
  /// many count.
  private func apart(
    _ step: Network.Step, _ input: Int, _ output: Int, kernel: Int, stride: Int, isSame: Bool
  ) throws(ModelImportError) -> (size: Int, start: Int, count: Int) {
    let padding = isSame ? ModelLowering.axis(input: output, kernel: kernel, stride: stride, isSame: true).padding : 0
    guard padding < kernel else { throw unsupported(step, "a padding of \(padding)", "less than the window") }
    return (output + kernel - 1, kernel - 1 - padding, min(input, (output - 1 + padding) / stride + 1))
  }

  /// The error for weights whose shape does not go with the input's and the output's.
  private func unfitting(
    _ step: Network.Step, _ filter: Network.Tensor, _ source: Activation, _ target: Activation, _ expected: String
  ) -> ModelImportError {
    unsupported(step, "weights \(filter.shape) for input \(source.shape) and output \(target.shape)", expected)
  }

  /// The window's geometry of a convolution, depthwise or not: their options begin with the same three fields.
  private func window(
    _ step: Network.Step, _ options: FlatBufferTable, from source: Activation, to target: Activation,
    filter: Network.Tensor, dilation: (Int, Int)
  ) throws(ModelImportError) -> WindowGeometry {
    try window(
      step, from: source, to: target, padding: try options.integer(0, Int8.self),
      kernel: Weights.dilated((filter.shape[1], filter.shape[2]), by: dilation),
      stride: (Int(try options.integer(2, Int32.self)), Int(try options.integer(1, Int32.self)))
    )
  }

  private func dilation(
    _ step: Network.Step, _ options: FlatBufferTable, fields: (Int, Int)
  ) throws(ModelImportError) -> (Int, Int) {
    let rows = Int(try options.integer(fields.0, Int32.self, default: 1))
    let columns = Int(try options.integer(fields.1, Int32.self, default: 1))
    guard (1...1024).contains(rows) && (1...1024).contains(columns) else {
      throw unsupported(step, "dilation of \(rows) and \(columns)", "1 to 1,024")
    }
    return (rows, columns)
  }

  /// Adds an operator with weights: computes each output channel's constants and checks that no sum can leave its bits.
  ///
  /// `biasType` is the option that names the type of biases where there are none.
  private mutating func append(
    _ operation: Operator, _ step: Network.Step, source: Activation, target: Activation, weights: Weights,
    biasPosition: Int = 2, biasType: Int8 = 0
  ) throws(ModelImportError) {
    let tensor = weights.tensor
    guard tensor.scales.count == 1 || tensor.scales.count == weights.channels,
      tensor.scales.count == 1 || tensor.quantizedDimension == weights.channelAxis
    else {
      throw unsupported(
        step, "\(tensor.scales.count) scales along axis \(tensor.quantizedDimension) of weights \"\(tensor.name)\"",
        "one, or one for each of \(weights.channels) output channels")
    }
    guard tensor.zeroPoints.allSatisfy({ $0 == 0 }) && tensor.scales.allSatisfy({ $0.isNormal && $0 > 0 }) else {
      throw unsupported(
        step, "weights \"\(tensor.name)\" with a zero point or a scale that is not positive", "symmetric weights")
    }
    let bias = try bias(
      biasPosition, TensorType(rawValue: biasType), of: step, source: source, target: target, weights: weights)
    guard !weights.bytes.contains(0x80) else {
      throw unsupported(step, "a weight of -128 in \"\(tensor.name)\"", "weights from -127 to 127")
    }
    var result = Lowered(step: operation, code: step.code, weights: weights.packed(for: operation))
    result.step.hasWideSums = source.elements == .int16 && bias.isWide && operation.kind != .fullyConnected
    if source.elements == .int8 && (tensor.scales.count == 1 || weights.channels == 1) {
      result.accumulatorScale = Double(source.scale) * Double(tensor.scales[0])
    }
    result.constants = try constants(result.step, step, bias, source: source, target: target, weights: weights)
    lowered.append(result)
  }

  /// Each output channel's constants.
  private func constants(
    _ operation: Operator, _ step: Network.Step, _ bias: Bias, source: Activation, target: Activation, weights: Weights
  ) throws(ModelImportError) -> ByteArray {
    let isInt16 = source.elements == .int16
    var scales: [ChannelScale] = []
    for channel in 0..<weights.channels {
      let factor = Double(source.scale) * Double(weights.scale(of: channel)) / Double(target.scale)
      // A bias may be any number; no sum of products comes near the limit here.
      let start = Int64(min(bias.values[channel].magnitude, 1 << 60))
      let bound = start + weights.magnitude(of: channel) * source.reach
      let scale =
        !isInt16
        ? ChannelScale(factor, holding: bound)
        : operation.kind == .fullyConnected
          ? ChannelScale(exact: factor, holding: bound)
          : ChannelScale(int16: factor, holding: bound, isWide: operation.hasWideSums)
      guard let scale else {
        throw unsupported(
          step, "sums of up to \(bound) scaled by \(factor) in output channel \(channel)",
          "sums within \(isInt16 ? 48 : 32) bits")
      }
      scales.append(scale)
    }
    return isInt16
      ? Weights.packedConstants(biases: bias.values, scales: scales)
      : weights.packedConstants(
        biases: bias.values.map(Int32.init(truncatingIfNeeded:)), scales: scales, inputZeroPoint: source.zeroPoint)
  }

  /// What sums start from.
  private struct Bias {
    /// By output channel.
    var values: [Int64]
    /// Whether they, and so the sums, have 64 bits.
    var isWide: Bool
  }

  /// The biases: of 32 bits, or for int16 activations of 64, which is also what those have without any unless an option
  /// says 32.
  private func bias(
    _ position: Int, _ missing: TensorType, of step: Network.Step, source: Activation, target: Activation,
    weights: Weights
  ) throws(ModelImportError) -> Bias {
    let isInt16 = source.elements == .int16
    guard step.inputs.count > position && step.inputs[position] >= 0 else {
      return Bias(values: Array(repeating: 0, count: weights.channels), isWide: isInt16 && missing != .int32)
    }
    let isWide = isInt16 && network.tensors[step.inputs[position]].type == .int64
    let (tensor, data) = try constant(position, isWide ? .int64 : .int32, width: isWide ? 8 : 4, of: step)
    guard tensor.count == weights.channels else {
      throw unsupported(step, "\(tensor.count) biases", "one for each of \(weights.channels) output channels")
    }
    for (channel, scale) in tensor.scales.enumerated() {
      let product = Double(source.scale) * Double(weights.scale(of: channel))
      guard abs(product - Double(scale)) <= 0.02 * Double(target.scale) else {
        throw unsupported(
          step, "bias scale \(scale) of \"\(tensor.name)\"", "input scale × weight scale, here \(product)")
      }
    }
    var values: [Int64] = []
    for place in stride(from: data.lowerBound, to: data.upperBound, by: isWide ? 8 : 4) {
      values.append(
        isWide
          ? try network.buffer.integer(Int64.self, at: place, "a bias")
          : Int64(try network.buffer.integer(Int32.self, at: place, "a bias")))
    }
    return Bias(values: values, isWide: isWide)
  }
}
