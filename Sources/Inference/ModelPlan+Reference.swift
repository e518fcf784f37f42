extension ModelPlan {
  /// Evaluates one operator with its reference, on tensors or parts of them that its geometry describes.
  @inline(never)
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    switch step.elements {
    case .int8: evaluateInt8(step, from: source, and: second, to: target, section: section, arena: &arena)
    case .int16: evaluateInt16(step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }

  private static func evaluateInt8(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    switch step.kind {
    case .convolution:
      ReferenceConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .depthwiseConvolution:
      ReferenceDepthwiseConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .fullyConnected:
      ReferenceFullyConnectedInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .requantisation where step.outputElements == .int8:
      ReferenceRequantisation.evaluate(Int8.self, Int8.self, step, from: source, to: target, arena: &arena)
    case .requantisation:
      ReferenceRequantisation.evaluate(Int8.self, Int16.self, step, from: source, to: target, arena: &arena)
    case .table:
      ReferenceTableInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .softmax:
      ReferenceSoftmaxInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    default:
      evaluate(Int8.self, step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }

  private static func evaluateInt16(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    switch step.kind {
    case .convolution:
      ReferenceConvolutionInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .depthwiseConvolution:
      ReferenceDepthwiseConvolutionInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .fullyConnected:
      ReferenceFullyConnectedInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .requantisation where step.outputElements == .int8:
      ReferenceRequantisation.evaluate(Int16.self, Int8.self, step, from: source, to: target, arena: &arena)
    case .requantisation:
      ReferenceRequantisation.evaluate(Int16.self, Int16.self, step, from: source, to: target, arena: &arena)
    case .logistic, .hyperbolicTangent:
      ReferenceCurveInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .softmax:
      ReferenceSoftmaxInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    default:
      evaluate(Int16.self, step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }

  /// Evaluates one operator that is the same for all elements.
  private static func evaluate<Element: TensorElement>(
    _ type: Element.Type, _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    switch step.kind {
    case .averagePool, .maximumPool:
      ReferencePool.evaluate(type, step, from: source, to: target, arena: &arena)
    case .mean:
      ReferenceMean.evaluate(type, step, from: source, to: target, arena: &arena)
    case .copy:
      ReferenceCopy.evaluate(type, step, from: source, to: target, section: section, arena: &arena)
    case .resize:
      ReferenceResize.evaluate(type, step, from: source, to: target, section: section, arena: &arena)
    case .addition, .subtraction, .multiplication, .minimum, .maximum, .parametricRectifier:
      ReferenceArithmetic.evaluate(
        type, step, from: source, and: second, to: target, section: section, arena: &arena)
    case .convolution, .depthwiseConvolution, .fullyConnected, .requantisation, .table, .softmax, .logistic,
      .hyperbolicTangent:
      // Not the same for all, or refused for these elements when the model was checked.
      break
    }
  }
}
