import CInference

/// An operator as the kernels take it, made once when the model is loaded, so that an evaluation only fills in where
/// memory begins.
///
/// Its pointers are null until then: it may go from thread to thread.
@safe struct PreparedLayer: @unchecked Sendable {
  /// What it computes.
  let kind: Operator.Kind
  /// Whether the kernels have it; where not, its reference is used.
  let isCovered: Bool
  /// Whether no window reaches over an edge.
  let isInside: Bool
  /// Whether its second operand lies in the place of weights.
  let hasConstantOperand: Bool
  /// Where its input, its second input (the input where it has none) and its output lie in the arena.
  var source, second, target: Int
  /// Where its weights and its constants lie in the section.
  let weights, constants: Int
  /// Shapes and scales.
  var numbers: layer

  /// What stands where there is none: zeros, whatever its kind.
  init() {
    kind = .convolution
    (isCovered, isInside, hasConstantOperand) = (false, false, false)
    (source, second, target, weights, constants) = (0, 0, 0, 0, 0)
    unsafe numbers = layer()
  }

  /// Prepares a checked operator whose tensors lie at these places.
  init(_ step: Operator, from source: Int, and second: Int, to target: Int) {
    kind = step.kind
    isCovered = LayerKernels.cover(step)
    isInside = step.geometry.isInside
    hasConstantOperand = step.secondInput == Operator.noTensor
    self.source = source
    self.second = second
    self.target = target
    weights = Int(step.weightsOffset)
    constants = Int(step.constantsOffset)
    unsafe numbers = PreparedLayer.numbers(of: step)
  }

  /// The same in a channel's slice, for the part of the tensors that is new in a window that has moved; all of them
  /// where nothing moves.
  func part(_ part: StreamPlan.Part) -> PreparedLayer {
    var result = self
    result.source = part.source
    result.second = part.second
    result.target = part.target
    guard part.isMoved else { return result }
    if part.elements > 0 {
      unsafe result.numbers.input_height = 1
      unsafe result.numbers.input_width = 1
      unsafe result.numbers.input_channels = part.elements
    } else {
      unsafe result.numbers.input_width = part.inputWidth
      unsafe result.numbers.output_width = part.outputWidth
    }
    return result
  }

  /// What is done with two operands; of no meaning for other kinds.
  private static func operation(of kind: Operator.Kind) -> layer_operation {
    switch kind {
    case .subtraction: layer_operation_difference
    case .multiplication: layer_operation_product
    case .parametricRectifier: layer_operation_rectifier
    case .minimum: layer_operation_minimum
    case .maximum: layer_operation_maximum
    default: layer_operation_sum
    }
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
    unsafe layer.operation = operation(of: step.kind)
    unsafe layer.rounds_once = isRows ? 1 : 0
    return unsafe layer
  }
}

extension Requantisation {
  fileprivate var layerScale: layer_scale { layer_scale(multiplier: multiplier, exponent: exponent) }
}
