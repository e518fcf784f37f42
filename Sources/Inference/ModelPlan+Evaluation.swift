extension ModelPlan {
  /// Evaluates the model and stops at its evidence.
  ///
  /// - Parameters:
  ///   - input: `inputCount` values, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  /// - Returns: The last layer's int32 accumulator, or the first output less its zero point where the model does not end in one.
  public func evidence(
    input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet
  ) -> Int32 {
    place(input, section: section, in: &arena)
    let (steps, tensors) = (operators.span, tensors.span)
    for index in 0..<countBeforeEvidence {
      ModelPlan.evaluate(steps[index].value, on: tensors, section: section, arena: &arena, kernels: kernels)
    }
    return evidence(steps, tensors, section: section, arena: arena.span)
  }

  /// Evaluates the whole model; its output, and every tensor the memory plan keeps, is then in the arena.
  ///
  /// - Parameters:
  ///   - input: `inputCount` values, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  public func run(input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet) {
    place(input, section: section, in: &arena)
    let (steps, tensors) = (operators.span, tensors.span)
    for index in 0..<operatorCount {
      ModelPlan.evaluate(steps[index].value, on: tensors, section: section, arena: &arena, kernels: kernels)
    }
  }

  /// Operators to evaluate before the evidence: all, but for a last one whose accumulator it is.
  var countBeforeEvidence: Int { information.endsInAccumulator ? operatorCount - 1 : operatorCount }

  /// The evidence once the operators before it are evaluated.
  func evidence(
    _ steps: Span<Pinned<Operator>>, _ tensors: Span<Pinned<TensorPlan>>, section: Span<UInt8>, arena: Span<Int8>
  ) -> Int32 {
    guard information.endsInAccumulator else {
      let output = tensors[Int(information.outputTensor)].value
      return Int32(arena[output.base]) - output.zeroPoint
    }
    let last = steps[operatorCount - 1].value
    return ReferenceFullyConnectedInt8.accumulator(
      of: 0, row: 0, last, from: tensors[Int(last.input)].value.base, section: section, arena: arena)
  }

  private func place(_ input: Span<Int8>, section: Span<UInt8>, in arena: inout MutableSpan<Int8>) {
    precondition(section.count == sectionBytes && input.count == inputCount)
    precondition(arena.count >= Int(information.arenaBytes))
    arena.copy(input, to: inputBase)
  }

  /// Evaluates one operator on whole tensors.
  @inline(__always)
  static func evaluate(
    _ step: Operator, on tensors: Span<Pinned<TensorPlan>>, section: Span<UInt8>, arena: inout MutableSpan<Int8>,
    kernels: KernelSet
  ) {
    let source = tensors[Int(step.input)].value.base
    let second = step.secondInput != Operator.noTensor ? tensors[Int(step.secondInput)].value.base : source
    let target = tensors[Int(step.output)].value.base
    evaluate(step, from: source, and: second, to: target, section: section, arena: &arena, kernels: kernels)
  }

  /// Evaluates one operator on tensors, or parts of them that its geometry describes, at places in the arena.
  ///
  /// Inlined only on 32-bit ARM, where it saves 3 % of a window's instructions: elsewhere one copy of the choice among operators is 13 KB
  /// less, and as fast.
  #if arch(arm)
    @inline(__always)
  #else
    @inline(never)
  #endif
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>, kernels: KernelSet
  ) {
    if kernels != .reference && LayerKernels.cover(step) {
      LayerKernels.evaluate(step, with: kernels, from: source, and: second, to: target, section: section, arena: &arena)
    } else {
      evaluate(step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }

  /// Evaluates one operator with its reference.
  private static func evaluate(
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
    case .averagePool, .maximumPool:
      ReferencePoolInt8.evaluate(step, from: source, to: target, arena: &arena)
    case .mean:
      ReferenceMeanInt8.evaluate(step, from: source, to: target, arena: &arena)
    case .requantisation:
      ReferenceRequantisationInt8.evaluate(step, from: source, to: target, arena: &arena)
    case .table:
      ReferenceTableInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .copy:
      ReferenceCopyInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .softmax:
      ReferenceSoftmaxInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .resize:
      ReferenceResizeInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .addition, .subtraction, .multiplication, .minimum, .maximum, .parametricRectifier:
      ReferenceArithmeticInt8.evaluate(
        step, from: source, and: second, to: target, section: section, arena: &arena)
    }
  }
}
