import Inference

extension ModelLowering {
  /// How a window of `kernel` slides over an input, by the rules of TensorFlow for SAME and VALID padding.
  ///
  /// - Parameters:
  ///   - step: The step, for errors.
  ///   - source: The input, `[1, height, width, channels]`.
  ///   - target: The output, whose shape must follow.
  ///   - padding: 0 for SAME, 1 for VALID.
  ///   - kernel: Height and width of the window.
  ///   - stride: Rows and columns from one window to the next.
  /// - Returns: The geometry.
  /// - Throws: `ModelImportError.unsupported` if the shapes do not fit.
  func window(
    _ step: Network.Step, from source: Activation, to target: Activation, padding: Int8, kernel: (Int, Int),
    stride: (Int, Int)
  ) throws(ModelImportError) -> WindowGeometry {
    guard source.shape.count == 4 && target.shape.count == 4 else {
      throw unsupported(
        step, "tensors of shape \(source.shape) and \(target.shape)", "[1, height, width, channels]")
    }
    guard padding == 0 || padding == 1 else { throw unsupported(step, "padding \(padding)", "SAME (0) and VALID (1)") }
    guard (1...1024).contains(kernel.0) && (1...1024).contains(kernel.1) else {
      throw unsupported(step, "a window of \(kernel.0) × \(kernel.1)", "1 to 1,024 rows and columns")
    }
    guard (1...1 << 20).contains(stride.0) && (1...1 << 20).contains(stride.1) else {
      throw unsupported(step, "strides of \(stride.0) and \(stride.1)", "1 or more")
    }
    let rows = ModelLowering.axis(input: source.shape[1], kernel: kernel.0, stride: stride.0, isSame: padding == 0)
    let columns = ModelLowering.axis(input: source.shape[2], kernel: kernel.1, stride: stride.1, isSame: padding == 0)
    guard rows.output >= 1 && columns.output >= 1, target.shape[1] == rows.output, target.shape[2] == columns.output
    else {
      throw unsupported(
        step, "output shape \(target.shape) from input shape \(source.shape)",
        "\(rows.output) rows and \(columns.output) columns for this window")
    }
    var geometry = WindowGeometry()
    geometry.inputHeight = Int32(source.shape[1])
    geometry.inputWidth = Int32(source.shape[2])
    geometry.inputChannels = Int32(source.shape[3])
    geometry.outputHeight = Int32(rows.output)
    geometry.outputWidth = Int32(columns.output)
    geometry.outputChannels = Int32(target.shape[3])
    geometry.kernelHeight = Int32(kernel.0)
    geometry.kernelWidth = Int32(kernel.1)
    geometry.strideHeight = Int32(stride.0)
    geometry.strideWidth = Int32(stride.1)
    geometry.paddingTop = Int32(rows.padding)
    geometry.paddingLeft = Int32(columns.padding)
    geometry = geometry.turnedIfColumn()
    if source.shape[0] > 1 {
      // A batch is so many more rows, if windows do not reach from one row to another.
      guard source.shape[0] == target.shape[0], geometry.kernelHeight == 1, geometry.strideHeight == 1 else {
        throw unsupported(
          step, "a batch of \(source.shape[0]) under a window of \(kernel.0) × \(kernel.1)",
          "a batch of 1, or windows over rows or columns alone")
      }
      geometry.inputHeight *= Int32(source.shape[0])
      geometry.outputHeight *= Int32(source.shape[0])
    }
    return geometry
  }

  /// The zero point of a step's output and what its fused activation leaves of the range.
  ///
  /// - Parameters:
  ///   - step: The step, for errors.
  ///   - activation: 0 for none, 1 for RELU, 2 for RELU_N1_TO_1, 3 for RELU6.
  ///   - target: The output.
  /// - Returns: The range.
  /// - Throws: `ModelImportError.unsupported` for another activation.
  func range(_ step: Network.Step, activation: Int8, target: Activation) throws(ModelImportError) -> OutputRange {
    switch activation {
    case 0: return ModelLowering.range(of: target)
    case 1: return ModelLowering.range(of: target, floor: 0)
    case 2: return ModelLowering.range(of: target, floor: -1, ceiling: 1)
    case 3: return ModelLowering.range(of: target, floor: 0, ceiling: 6)
    default:
      throw unsupported(step, "fused activation \(activation)", "none (0), RELU (1), RELU_N1_TO_1 (2), RELU6 (3)")
    }
  }

  /// The range of elements that stand for real values between `floor` and `ceiling`.
  static func range(of target: Activation, floor: Float = -.infinity, ceiling: Float = .infinity) -> OutputRange {
    func quantised(_ value: Float) -> Int32 {
      let steps = (value / target.scale).rounded(.toNearestOrAwayFromZero)
      return target.zeroPoint + Int32(max(-100_000, min(100_000, steps)))
    }
    return OutputRange(
      zeroPoint: target.zeroPoint, minimum: max(target.elements.lowest, quantised(floor)),
      maximum: min(target.elements.highest, quantised(ceiling)))
  }

  static func axis(input: Int, kernel: Int, stride: Int, isSame: Bool) -> (output: Int, padding: Int) {
    guard isSame else { return (input < kernel ? 0 : (input - kernel) / stride + 1, 0) }
    let output = (input + stride - 1) / stride
    return (output, max(0, (output - 1) * stride + kernel - input) / 2)
  }
}

extension WindowGeometry {
  /// The same window with rows and columns exchanged, if there is but one column: then a whole window is one contiguous
  /// run.
  func turnedIfColumn() -> WindowGeometry {
    guard inputWidth == 1 && kernelWidth == 1 && outputWidth == 1 && paddingLeft == 0 else { return self }
    var turned = self
    turned.inputWidth = inputHeight
    turned.inputHeight = 1
    turned.outputWidth = outputHeight
    turned.outputHeight = 1
    turned.kernelWidth = kernelHeight
    turned.kernelHeight = 1
    turned.strideWidth = strideHeight
    turned.strideHeight = 1
    turned.paddingLeft = paddingTop
    turned.paddingTop = 0
    return turned
  }
}
