extension ModelPlan {
  /// Evaluates one operator with its reference, on tensors or parts of them that its geometry describes.
  @inline(never)
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    switch step.kind {
    case .convolution where step.elements == .int8:
      ReferenceConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .depthwiseConvolution where step.elements == .int8:
      ReferenceDepthwiseConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .fullyConnected where step.elements == .int8:
      ReferenceFullyConnectedInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .convolution, .depthwiseConvolution, .fullyConnected:
      ReferenceConvolutionInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .softmax where step.elements == .int8:
      ReferenceSoftmaxInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .softmax:
      ReferenceSoftmaxInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .table:
      ReferenceTableInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .logistic, .hyperbolicTangent:
      ReferenceCurveInt16.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .averagePool, .maximumPool:
      ReferencePool.evaluate(step, from: source, to: target, arena: &arena)
    case .mean:
      ReferenceMean.evaluate(step, from: source, to: target, arena: &arena)
    case .requantisation:
      ReferenceRequantisation.evaluate(step, from: source, to: target, arena: &arena)
    case .copy:
      ReferenceCopy.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .resize:
      ReferenceResize.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .lstm:
      ReferenceLSTM.evaluate(step, from: source, and: second, to: target, section: section, arena: &arena)
    case .svdf:
      ReferenceSVDF.evaluate(step, from: source, and: second, to: target, section: section, arena: &arena)
    case .addition, .subtraction, .multiplication, .minimum, .maximum, .parametricRectifier:
      ReferenceArithmetic.evaluate(step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }
}
