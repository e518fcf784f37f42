import Inference

extension ModelLowering {
  /// Numbers of the options' kinds in TensorFlow Lite's schema.
  private enum OptionsType {
    static let pool: UInt8 = 5
  }

  /// AVERAGE_POOL_2D and MAX_POOL_2D.
  mutating func lowerPool(_ step: Network.Step, kind: Operator.Kind) throws(ModelImportError) {
    let options = try options(of: step, type: OptionsType.pool)
    let source = try source(0, of: step)
    let target = try target(of: step)
    guard abs(source.scale - target.scale) <= 1e-6 && source.zeroPoint == target.zeroPoint else {
      throw unsupported(step, "another scale or zero point for its output", "those of its input")
    }
    guard source.shape.last == target.shape.last else {
      throw unsupported(step, "output shape \(target.shape) from \(source.shape)", "as many channels")
    }
    var operation = try operation(
      kind, step, from: source, to: target,
      range: try range(step, activation: try options.integer(5, Int8.self), target: target))
    operation.geometry = try window(
      step, from: source, to: target, padding: try options.integer(0, Int8.self),
      kernel: (Int(try options.integer(4, Int32.self)), Int(try options.integer(3, Int32.self))),
      stride: (Int(try options.integer(2, Int32.self)), Int(try options.integer(1, Int32.self)))
    )
    guard kind == .maximumPool || operation.geometry.kernelArea * source.reach <= Int64(Int32.max) else {
      throw unsupported(step, "a mean of \(operation.geometry.kernelArea) elements", "sums within 32 bits")
    }
    lowered.append(Lowered(step: operation, code: step.code))
  }

  /// MEAN and SUM over neighbouring axes.
  mutating func lowerMean(_ step: Network.Step, isSum: Bool) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    let rank = source.shape.count
    let named = try constantIntegers(1, of: step)
    let axes = Set(named.map { $0 < 0 ? $0 + rank : $0 }).sorted()
    guard let first = axes.first, let last = axes.last, first >= 0, last < rank, last - first + 1 == axes.count else {
      throw unsupported(step, "over axes \(named) of \(source.shape)", "neighbouring axes")
    }
    let elements = source.shape[first...last].reduce(1, *)
    guard !isSum || source.scale != target.scale || source.zeroPoint != target.zeroPoint else {
      // LiteRT's reference then adds the values themselves, zero points and overflow included.
      throw unsupported(step, "a sum in its input's scale and zero point", "another scale or zero point")
    }
    guard target.count * elements == source.count else {
      throw unsupported(step, "output shape \(target.shape) from \(source.shape)", "the axes that are left")
    }
    var operation = try operation(.mean, step, from: source, to: target, range: ModelLowering.range(of: target))
    operation.geometry.inputHeight = Int32(source.shape[..<first].reduce(1, *))
    operation.geometry.outputHeight = operation.geometry.inputHeight
    operation.geometry.inputWidth = Int32(elements)
    operation.geometry.inputChannels = Int32(source.shape[(last + 1)...].reduce(1, *))
    operation.geometry.outputChannels = operation.geometry.inputChannels
    guard let scale = Requantisation(factor: Double(source.scale) / Double(target.scale)),
      case let mean = isSum ? scale : scale.divided(by: elements), mean.holds(magnitude: Int64(elements) * source.reach)
    else { throw scaleError(step, source, target) }
    operation.outputScale = mean
    lowered.append(Lowered(step: operation, code: step.code))
  }

  /// QUANTIZE, RELU and RELU6: another scale, and only what lies between `floor` and `ceiling`.
  mutating func lowerRequantisation(
    _ step: Network.Step, ceiling: Float, floor: Float
  ) throws(ModelImportError) {
    let source = try source(0, of: step)
    let target = try target(of: step)
    guard source.count == target.count else {
      throw unsupported(step, "output shape \(target.shape) from \(source.shape)", "the same shape")
    }
    var operation = try operation(
      .requantisation, step, from: source, to: target,
      range: ModelLowering.range(of: target, floor: floor, ceiling: ceiling))
    operation.setElementwiseShape(count: source.count)
    // LiteRT divides in the precision of the scales for a rectifier, in double precision for QUANTIZE.
    let factor =
      step.code == .quantize ? Double(source.scale) / Double(target.scale) : Double(source.scale / target.scale)
    guard let scale = Requantisation(factor: factor), scale.holds(magnitude: source.reach) else {
      throw scaleError(step, source, target)
    }
    operation.outputScale = scale
    lowered.append(Lowered(step: operation, code: step.code))
  }

  /// An operator with a computed input, and its elements and zero points.
  ///
  /// - Throws: `ModelImportError.unsupported` if the output's elements are of another type, but for QUANTIZE.
  func operation(
    _ kind: Operator.Kind, _ step: Network.Step, from source: Activation, to target: Activation, range: OutputRange
  ) throws(ModelImportError) -> Operator {
    guard source.elements == target.elements || step.code == .quantize else {
      throw unsupported(
        step, "\(source.elements) becomes \(target.elements)", "elements of one type (but for QUANTIZE)")
    }
    var operation = Operator(kind, input: source.number, output: target.number, range: range)
    operation.elements = source.elements
    operation.outputElements = target.elements
    operation.inputZeroPoint = source.zeroPoint
    return operation
  }

  /// An error about scales that lead out of 32 bits.
  func scaleError(
    _ step: Network.Step, _ source: Activation, _ target: Activation
  ) -> ModelImportError {
    unsupported(step, "scale \(source.scale) becomes \(target.scale)", "scales that keep sums within 32 bits")
  }
}

extension Operator {
  /// Sets the shape of an operator to which only the number of elements matters.
  mutating func setElementwiseShape(count: Int) {
    geometry.inputChannels = Int32(count)
    geometry.outputChannels = Int32(count)
  }
}

extension Requantisation {
  /// This scale over a number of elements, by the arithmetic of LiteRT's mean: the division is exact but for its last
  /// bit, after a shift that keeps the fraction's precision.
  fileprivate func divided(by elements: Int) -> Requantisation {
    let shift = min(63 - elements.leadingZeroBitCount, min(32, 31 + Int(exponent)))
    let fraction = (Int64(multiplier) << Int64(shift)) / Int64(elements)
    return Requantisation(multiplier: Int32(fraction), exponent: exponent - Int32(shift))
  }
}
