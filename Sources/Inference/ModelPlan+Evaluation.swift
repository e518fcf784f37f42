extension ModelPlan {
  /// Evaluates the model and stops at its evidence.
  ///
  /// - Parameters:
  ///   - input: `inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  /// - Returns: The last layer's int32 accumulator, or the first output less its zero point where the model does not end in one.
  public func evidence(
    input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet
  ) -> Int32 {
    place(input, section: section, in: &arena)
    for index in 0..<countBeforeEvidence { evaluate(index, section: section, arena: &arena, kernels: kernels) }
    return evidence(section: section, arena: arena.span, kernels: kernels)
  }

  /// Evaluates the whole model; its output, and every tensor the memory plan keeps, is then in the arena.
  ///
  /// - Parameters:
  ///   - input: `inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  public func run(input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet) {
    place(input, section: section, in: &arena)
    for index in 0..<operatorCount { evaluate(index, section: section, arena: &arena, kernels: kernels) }
  }

  /// Operators to evaluate before the evidence: all, but for a last one whose accumulator it is.
  var countBeforeEvidence: Int { information.endsInAccumulator ? operatorCount - 1 : operatorCount }

  /// The evidence once the operators before it are evaluated.
  func evidence(section: Span<UInt8>, arena: Span<Int8>, kernels: KernelSet) -> Int32 {
    guard information.endsInAccumulator else {
      let output = tensors.span[Int(information.outputTensor)].value
      return output.elements.load(arena, at: output.base) - output.zeroPoint
    }
    let layers = layers.span
    guard kernels == .reference else {
      return LayerKernels.accumulator(layers[operatorCount - 1].value, section: section, arena: arena)
    }
    return ReferenceFullyConnectedInt8.accumulator(
      of: 0, row: 0, operators.span[operatorCount - 1].value, from: layers[operatorCount - 1].value.source,
      section: section, arena: arena)
  }

  private func place(_ input: Span<Int8>, section: Span<UInt8>, in arena: inout MutableSpan<Int8>) {
    precondition(section.count == sectionBytes && input.count == inputBytes)
    precondition(arena.count >= Int(information.arenaBytes))
    arena.copy(input, to: inputBase)
  }

  /// Evaluates one operator on whole tensors.
  @inline(__always)
  func evaluate(_ index: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet) {
    let layers = layers.span
    if kernels != .reference && layers[index].value.isCovered {
      LayerKernels.evaluate(index, of: layers, with: kernels, section: section, arena: &arena)
    } else {
      let layer = layers[index].value
      ModelPlan.evaluate(
        operators.span[index].value, from: layer.source, and: layer.second, to: layer.target, section: section,
        arena: &arena)
    }
  }
}
