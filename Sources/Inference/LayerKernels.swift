import CInference

/// Evaluates operators with the kernels of `CInference`, where they have one for the operator.
enum LayerKernels {
  /// Bytes of the patch, with those that may be read beyond it.
  private typealias Patch = InlineArray<4112, Int8>

  /// Whether there is a kernel for an operator; where not, its reference is used.
  static func cover(_ step: Operator) -> Bool {
    let shape = step.geometry
    switch step.kind {
    case .convolution: return shape.isInside || patchBytes(shape) <= Int64(InferenceLimits.patchBytes)
    case .depthwiseConvolution: return shape.outputChannels == shape.inputChannels
    case .averagePool: return shape.kernelArea <= InferenceLimits.poolElements
    case .fullyConnected, .maximumPool, .mean, .requantisation: return true
    default: return step.kind.isArithmetic
    }
  }

  /// Evaluates one operator that is covered.
  ///
  /// - Parameters:
  ///   - step: The operator, checked.
  ///   - kernels: A set that this processor has, not the reference.
  ///   - source: The input's place in the arena.
  ///   - second: The second input's, for an addition.
  ///   - target: The output's.
  ///   - section: The section the operator comes from.
  ///   - arena: Where the tensors lie.
  static func evaluate(
    _ step: Operator, with kernels: KernelSet, from source: Int, and second: Int, to target: Int,
    section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    // C takes places in memory. The plan's checks keep all that a kernel reads and writes within the two spans, which live through the calls.
    unsafe section.withUnsafeBufferPointer { section in
      unsafe arena.withUnsafeMutableBufferPointer { arena in
        guard let arena = arena.baseAddress, let section = section.baseAddress else { return }
        var layer = unsafe numbers(of: step)
        unsafe layer.input = UnsafePointer(arena + source)
        unsafe layer.output = arena + target
        unsafe layer.weights = UnsafeRawPointer(section + Int(step.weightsOffset)).assumingMemoryBound(to: Int8.self)
        unsafe layer.second_input = UnsafePointer(arena + second)
        unsafe layer.constants =
          UnsafeRawPointer(section + Int(step.constantsOffset)).assumingMemoryBound(to: Int32.self)
        unsafe evaluate(step, Int32(kernels.rawValue), &layer)
      }
    }
  }

  @unsafe private static func evaluate(_ step: Operator, _ kernels: Int32, _ layer: inout layer) {
    switch step.kind {
    case .convolution where !step.geometry.isInside: unsafe convolveOverEdges(kernels, &layer)
    case .convolution, .fullyConnected: unsafe layer_convolution(kernels, &layer)
    case .depthwiseConvolution: unsafe layer_depthwise(kernels, &layer)
    case .averagePool: unsafe layer_average_pool(kernels, &layer)
    case .maximumPool: unsafe layer_maximum_pool(kernels, &layer)
    case .mean: unsafe layer_mean(kernels, &layer)
    case .requantisation: unsafe layer_requantisation(kernels, &layer)
    default: unsafe evaluateArithmetic(step, kernels, &layer)
    }
  }

  @unsafe private static func evaluateArithmetic(_ step: Operator, _ kernels: Int32, _ layer: inout layer) {
    // A constant operand lies in the place of weights.
    if step.secondInput == Operator.noTensor { unsafe layer.second_input = layer.weights }
    switch step.kind {
    case .addition: unsafe layer_addition(kernels, &layer)
    case .subtraction: unsafe layer_subtraction(kernels, &layer)
    case .multiplication: unsafe layer_multiplication(kernels, &layer)
    case .parametricRectifier: unsafe layer_rectifier(kernels, &layer)
    case .minimum: unsafe layer_minimum(kernels, &layer)
    case .maximum: unsafe layer_maximum(kernels, &layer)
    default: break
    }
  }

  @unsafe private static func convolveOverEdges(_ kernels: Int32, _ layer: inout layer) {
    var patch = Patch(repeating: 0)
    var bytes = patch.mutableSpan
    unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe layer.patch = bytes.baseAddress
      unsafe layer_convolution(kernels, &layer)
    }
  }

  /// Bytes of one window with its rows filled up to groups.
  private static func patchBytes(_ shape: WindowGeometry) -> Int64 {
    Int64(shape.kernelHeight) * shape.groupsPerRow * Int64(InferenceLimits.groupInputs)
  }

  /// The numbers of a layer; its places in memory are to follow.
  @unsafe private static func numbers(of step: Operator) -> layer {
    let shape = step.geometry
    var layer = unsafe layer()
    let isRows = step.kind == .fullyConnected
    // A fully connected layer is a convolution of one place, with rows for columns.
    unsafe layer.input_height = isRows ? 1 : shape.inputHeight
    unsafe layer.input_width = isRows ? shape.inputHeight : shape.inputWidth
    unsafe layer.input_channels = shape.inputChannels
    unsafe layer.output_height = isRows ? 1 : shape.outputHeight
    unsafe layer.output_width = isRows ? shape.outputHeight : shape.outputWidth
    unsafe layer.output_channels = shape.outputChannels
    unsafe layer.kernel_height = shape.kernelHeight
    unsafe layer.kernel_width = shape.kernelWidth
    unsafe layer.stride_height = isRows ? 1 : shape.strideHeight
    unsafe layer.stride_width = isRows ? 1 : shape.strideWidth
    unsafe layer.padding_top = isRows ? 0 : shape.paddingTop
    unsafe layer.padding_left = isRows ? 0 : shape.paddingLeft
    unsafe layer.input_zero_point = step.inputZeroPoint
    unsafe layer.second_input_zero_point = step.secondInputZeroPoint
    unsafe layer.zero_point = step.range.zeroPoint
    unsafe layer.minimum = step.range.minimum
    unsafe layer.maximum = step.range.maximum
    unsafe layer.input_scale = step.inputScale.layerScale
    unsafe layer.second_input_scale = step.secondInputScale.layerScale
    unsafe layer.output_scale = step.outputScale.layerScale
    unsafe layer.rounds_once = isRows ? 1 : 0
    return unsafe layer
  }
}

extension Requantisation {
  fileprivate var layerScale: layer_scale { layer_scale(multiplier: multiplier, exponent: exponent) }
}
