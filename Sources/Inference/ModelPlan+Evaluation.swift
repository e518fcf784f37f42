extension ModelPlan {
  /// Evaluates the model and stops at its evidence.
  ///
  /// - Parameters:
  ///   - input: `inputCount` values, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  /// - Returns: The last layer's int32 accumulator, or the first output less its zero point where the model does not end in one.
  public func evidence(input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>) -> Int32 {
    place(input, section: section, in: &arena)
    guard information.endsInAccumulator else {
      for index in 0..<operatorCount { evaluate(operators[index], section: section, arena: &arena) }
      let output = tensors[Int(information.outputTensor)]
      return Int32(arena[output.base]) - output.zeroPoint
    }
    for index in 0..<(operatorCount - 1) { evaluate(operators[index], section: section, arena: &arena) }
    let last = operators[operatorCount - 1]
    return ReferenceFullyConnectedInt8.accumulator(
      of: 0, row: 0, last, from: tensors[Int(last.input)].base, section: section, arena: arena.span)
  }

  /// Evaluates the whole model; its output, and every tensor the memory plan keeps, is then in the arena.
  ///
  /// - Parameters:
  ///   - input: `inputCount` values, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  public func run(input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>) {
    place(input, section: section, in: &arena)
    for index in 0..<operatorCount { evaluate(operators[index], section: section, arena: &arena) }
  }

  private func place(_ input: Span<Int8>, section: Span<UInt8>, in arena: inout MutableSpan<Int8>) {
    precondition(section.count == sectionBytes && input.count == inputCount)
    precondition(arena.count >= Int(information.arenaBytes))
    let base = tensors[Int(information.inputTensor)].base
    for index in input.indices { arena[base + index] = input[index] }
  }

  private func evaluate(_ step: Operator, section: Span<UInt8>, arena: inout MutableSpan<Int8>) {
    let source = tensors[Int(step.input)].base
    let target = tensors[Int(step.output)].base
    switch step.kind {
    case .convolution:
      ReferenceConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .depthwiseConvolution:
      ReferenceDepthwiseConvolutionInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .fullyConnected:
      ReferenceFullyConnectedInt8.evaluate(step, from: source, to: target, section: section, arena: &arena)
    case .averagePool:
      ReferencePoolInt8.evaluateAverage(step, from: source, to: target, arena: &arena)
    case .maximumPool:
      ReferencePoolInt8.evaluateMaximum(step, from: source, to: target, arena: &arena)
    case .mean:
      ReferenceMeanInt8.evaluate(step, from: source, to: target, arena: &arena)
    case .addition:
      let second = tensors[Int(step.secondInput)].base
      ReferenceAdditionInt8.evaluate(step, from: source, and: second, to: target, arena: &arena)
    case .requantisation:
      ReferenceRequantisationInt8.evaluate(step, from: source, to: target, arena: &arena)
    case .padding:
      ReferencePaddingInt8.evaluate(step, from: source, to: target, arena: &arena)
    }
  }
}
