import Foundation
import Inference

extension ModelLowering {
  /// Numbers of the options' kinds in TensorFlow Lite's schema.
  private enum OptionsType {
    static let softmax: UInt8 = 9
    static let resizeBilinear: UInt8 = 15
    static let resizeNearest: UInt8 = 74
    static let leakyRelu: UInt8 = 75
  }

  /// Adds a function of one int8, given by its 256 values.
  private mutating func appendTable(
    _ step: Network.Step, from source: Activation, to target: Activation, _ table: [UInt8]
  ) throws(ModelImportError) {
    try checkShape(step, from: source, to: target)
    guard source.elements == .int8 && target.elements == .int8 else {
      throw unsupported(step, "elements of \(source.elements) and \(target.elements)", "int8")
    }
    var operation = Operator(
      .table, input: source.number, output: target.number, range: OutputRange(zeroPoint: target.zeroPoint))
    operation.setElementwiseShape(count: source.count)
    lowered.append(Lowered(step: operation, code: step.code, weights: table))
  }

  private func checkShape(
    _ step: Network.Step, from source: Activation, to target: Activation
  ) throws(ModelImportError) {
    guard source.count == target.count else {
      throw unsupported(step, "output shape \(target.shape) from \(source.shape)", "the same shape")
    }
  }

  // MARK: Floats between DEQUANTIZE and QUANTIZE

  /// Whether a step reads a float tensor that is a function of one int8 tensor.
  func isFloat(_ step: Network.Step) -> Bool {
    step.inputs.contains { floats[$0] != nil }
  }

  /// A step among floats: QUANTIZE makes a table of what they amount to.
  mutating func lowerFloat(_ step: Network.Step) throws(ModelImportError) {
    guard step.inputs.count == 1, let output = step.outputs.first, let float = floats[step.inputs[0]] else {
      throw unsupported(step, "a float tensor", "floats that are a function of one tensor, element by element")
    }
    if step.code == .quantize {
      let target = try target(of: step)
      keep(float.source, until: step)
      try appendTable(step, from: float.source, to: target, float.quantised(for: target))
    } else {
      guard let function = step.code.function(alpha: step.code == .leakyRelu ? try alpha(of: step) : 0) else {
        throw unsupported(step, "a float tensor", "floats that are a function of one tensor, element by element")
      }
      floats[output] = float.then(function)
    }
  }

  // MARK: Whole numbers

  /// LOGISTIC, TANH and, of int8 alone, ELU.
  mutating func lowerCurve(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    if source.elements == .int16 && step.code != .elu { return try appendCurve(step, from: source, to: target) }
    guard let function = step.code.function(alpha: 0) else { return }
    try appendTable(
      step, from: source, to: target, FloatFunction(source: source).then(function).tabulated(for: target))
  }

  /// LOGISTIC and TANH of int16: the input in the table's scale, of 24 entries to 1 with 9 binary places between two,
  /// by a multiplier of 15 bits.
  private mutating func appendCurve(
    _ step: Network.Step, from source: Activation, to target: Activation
  ) throws(ModelImportError) {
    try checkShape(step, from: source, to: target)
    guard target.scale == 0x1p-15 else { throw unsupported(step, "output scale \(target.scale)", "2^-15") }
    // A tangent's argument counts twice, which its one binary place less between entries makes up for.
    let power = log2(source.scale).rounded()
    let isExact = ModelLowering.isPowerOfTwo(source.scale) && (power == -12 || (step.code == .tanh && power == -11))
    var multiplier = 3 * 0x1p12 * (isExact ? Double(exp2(power)) : Double(source.scale))
    var shift: Int32 = 0
    while !isExact && multiplier <= 32_767 / 2 && shift <= 30 {
      multiplier *= 2
      shift += 1
    }
    guard multiplier <= 32_767 else { throw scaleError(step, source, target) }
    var operation = try operation(
      step.code == .tanh ? .hyperbolicTangent : .logistic, step, from: source, to: target,
      range: ModelLowering.range(of: target))
    operation.setElementwiseShape(count: source.count)
    operation.inputScale = Requantisation(multiplier: Int32(multiplier), exponent: -shift)
    lowered.append(Lowered(step: operation, code: step.code, weights: InterpolatedTable.logistic.bytes))
  }

  /// LEAKY_RELU: one scale above zero, another below.
  mutating func lowerLeakyRectifier(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let alpha = try alpha(of: step)
    guard let above = Requantisation(factor: Double(source.scale / target.scale)),
      let below = Requantisation(factor: Double(source.scale * alpha / target.scale)),
      above.holds(magnitude: source.reach), below.holds(magnitude: source.reach)
    else { throw scaleError(step, source, target) }
    guard source.elements == .int8 else {
      return try appendLeakyRectifier(step, from: source, to: target, above: above, below: below)
    }
    let table = (-128...127).map { value in
      let value = Int32(value) - source.zeroPoint
      return clamped(value >= 0 ? above.apply(value) : below.apply(value), target)
    }
    try appendTable(step, from: source, to: target, table)
  }

  /// LEAKY_RELU of int16: a parametric rectifier whose second operand is 1.
  private mutating func appendLeakyRectifier(
    _ step: Network.Step, from source: Activation, to target: Activation, above: Requantisation, below: Requantisation
  ) throws(ModelImportError) {
    try checkShape(step, from: source, to: target)
    var operation = try operation(
      .parametricRectifier, step, from: source, to: target, range: ModelLowering.range(of: target))
    operation.geometry.inputHeight = Int32(source.count)
    operation.geometry.outputHeight = Int32(source.count)
    operation.inputScale = above
    operation.outputScale = below
    lowered.append(Lowered(step: operation, code: step.code, weights: [1, 0]))
  }

  private func alpha(of step: Network.Step) throws(ModelImportError) -> Float {
    Float(bitPattern: try options(of: step, type: OptionsType.leakyRelu).integer(0, UInt32.self))
  }

  /// HARD_SWISH: x × relu6(x + 3) / 6 in 16-bit fixed point.
  mutating func lowerHardSwish(_ step: Network.Step) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let fine = source.scale / 128
    guard let output = Requantisation(factor: Double(fine / target.scale)), output.exponent <= 0,
      let rise = Requantisation(factor: Double(fine / (3 / 32768)))
    else { throw scaleError(step, source, target) }
    func half(_ multiplier: Int32) -> Int32 { min((multiplier >> 1 + 1 << 14) >> 15, Int32(Int16.max)) }
    let table = (-128...127).map { value in
      let fine = (Int32(value) - source.zeroPoint) << 7
      let scaled = TableArithmetic.high16(fine, half(output.multiplier))
      var share = fine
      if rise.exponent > 0 { share = saturated(Int64(share) << Int64(rise.exponent - 1)) }
      share = TableArithmetic.high16(share, half(rise.multiplier))
      if rise.exponent > 0 { share = saturated(Int64(share) << 1) }
      share = TableArithmetic.roundedShift(share, by: -rise.exponent)
      share = (share + 1 << 15) >> 1
      let product = share * scaled / (1 << 15)
      return clamped(TableArithmetic.roundedShift(product, by: -output.exponent), target)
    }
    try appendTable(step, from: source, to: target, table)
  }

  private func saturated(_ value: Int64) -> Int32 { Int32(Int16(clamping: value)) }

  private func clamped(_ value: Int32, _ target: Activation) -> UInt8 {
    UInt8(bitPattern: Int8(clamping: Int64(value) + Int64(target.zeroPoint)))
  }

  /// SOFTMAX over the last axis.
  mutating func lowerSoftmax(_ step: Network.Step) throws(ModelImportError) {
    let beta = Float(bitPattern: try options(of: step, type: OptionsType.softmax).integer(0, UInt32.self))
    let source = try source(0, of: step)
    let target = try target(of: step)
    let channels = source.shape.last ?? 1
    let isInt8 = source.elements == .int8
    guard target.count == source.count, channels <= 1 << 11, target.scale == (isInt8 ? 0x1p-8 : 0x1p-15),
      target.zeroPoint == (isInt8 ? -128 : 0)
    else {
      throw unsupported(
        step, "\(source.shape) to \(target.shape) of scale \(target.scale) and zero point \(target.zeroPoint)",
        "up to 2,048 channels to scale 1/256 and zero point -128, or for int16 to 1/32768 and 0")
    }
    var operation = try operation(.softmax, step, from: source, to: target, range: ModelLowering.range(of: target))
    let table: [UInt8]
    if isInt8 {
      let factor = min(Double(beta) * Double(source.scale) * 0x1p26, 0x1p31 - 1)
      guard let exponentials = SoftmaxTable(factor: factor) else { throw scaleError(step, source, target) }
      table = exponentials.bytes
    } else {
      // Of the table's unit, of which 65,535 are 10.
      guard let scale = Requantisation(factor: Double(source.scale * beta) / (10 / 65_535)),
        scale.holds(magnitude: 65_535)
      else { throw scaleError(step, source, target) }
      operation.inputScale = scale
      table = InterpolatedTable.softmax
    }
    operation.geometry.inputHeight = Int32(source.count / channels)
    operation.geometry.outputHeight = operation.geometry.inputHeight
    operation.geometry.inputChannels = Int32(channels)
    operation.geometry.outputChannels = Int32(channels)
    lowered.append(Lowered(step: operation, code: step.code, weights: table))
  }

  /// RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR: for each row and column of the output those of the input it lies
  /// between.
  mutating func lowerResize(_ step: Network.Step) throws(ModelImportError) {
    let isNearest = step.code == .resizeNearest
    let options = try options(of: step, type: isNearest ? OptionsType.resizeNearest : OptionsType.resizeBilinear)
    // The first fields of bilinear's options, a new size, are no longer used.
    let first = isNearest ? 0 : 2
    let alignsCorners = try options.integer(first, UInt8.self) != 0
    let halvesPixels = try options.integer(first + 1, UInt8.self) != 0
    let source = try source(0, of: step)
    let target = try target(of: step)
    guard source.shape.count == 4, target.shape.count == 4, source.shape[0] == 1, target.shape[0] == 1,
      source.shape[3] == target.shape[3], source.scale == target.scale, source.zeroPoint == target.zeroPoint
    else {
      throw unsupported(
        step, "\(source.shape) to \(target.shape)", "[1, height, width, channels] in one scale and zero point")
    }
    var operation = try operation(.resize, step, from: source, to: target, range: ModelLowering.range(of: target))
    operation.geometry.inputHeight = Int32(source.shape[1])
    operation.geometry.inputWidth = Int32(source.shape[2])
    operation.geometry.inputChannels = Int32(source.shape[3])
    operation.geometry.outputHeight = Int32(target.shape[1])
    operation.geometry.outputWidth = Int32(target.shape[2])
    operation.geometry.outputChannels = Int32(target.shape[3])
    var records = ByteArray()
    for axis in 1...2 {
      let resampling = Resampling(
        input: source.shape[axis], output: target.shape[axis], alignsCorners: alignsCorners,
        halvesPixels: halvesPixels)
      for place in 0..<target.shape[axis] {
        resampling.append(at: place, isNearest: isNearest, to: &records)
      }
    }
    lowered.append(Lowered(step: operation, code: step.code, weights: records.bytes))
  }
}
