extension ModelPlan {
  /// Evaluates the model and stops at its evidence.
  ///
  /// - Parameters:
  ///   - input: `inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  ///   - continues: Whether layers with a state go on from the one that the last evaluation left in this arena, as
  ///     LiteRT's do, rather than from none.
  /// - Returns: The last layer's int32 accumulator, or the first output less its zero point where the model does not
  ///   end in one.
  public func evidence(
    input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet,
    continues: Bool = false
  ) -> Int32 {
    place(input, section: section, in: &arena, continues: continues)
    for index in 0..<countBeforeEvidence {
      evaluate(index, .single, section: section, memory: &arena, kernels: kernels)
    }
    var evidence = InlineArray<1, Int32>(repeating: 0)
    var values = evidence.mutableSpan
    readEvidence(.single, from: evidencePlace, section: section, memory: arena.span, kernels, into: &values, at: 0)
    return evidence[0]
  }

  /// Evaluates the whole model; its output, and every tensor the memory plan keeps, is then in the arena.
  ///
  /// - Parameters:
  ///   - input: `inputBytes` bytes, as the quantiser gave them.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  ///   - continues: Whether layers with a state go on from the last evaluation's; see `evidence`.
  public func run(
    input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet,
    continues: Bool = false
  ) {
    place(input, section: section, in: &arena, continues: continues)
    for index in 0..<operatorCount { evaluate(index, .single, section: section, memory: &arena, kernels: kernels) }
  }

  /// Operators to evaluate before the evidence: all, but for a last one whose accumulator it is.
  var countBeforeEvidence: Int { information.endsInAccumulator ? operatorCount - 1 : operatorCount }

  /// Where in an arena the evidence is read: at the input of a last layer whose accumulator it is, or at the output.
  var evidencePlace: Int {
    information.endsInAccumulator
      ? layers.span[operatorCount - 1].value.source : tensors.span[Int(information.outputTensor)].value.base
  }

  /// Reads the evidence of a batch once the operators before it are evaluated: at `place` of each, into `evidence` from
  /// `first` on.
  func readEvidence(
    _ batch: Batch, from place: Int, section: Span<UInt8>, memory: Span<Int8>, _ kernels: KernelSet,
    into evidence: inout MutableSpan<Int32>, at first: Int
  ) {
    if information.endsInAccumulator && kernels != .reference {
      return LayerKernels.accumulate(
        operatorCount - 1, of: layers.span, batch, from: place, section: section, memory: memory, into: &evidence,
        at: first)
    }
    let output = tensors.span[Int(information.outputTensor)].value
    for index in 0..<batch.count {
      let source = batch.place(index) + place
      evidence[first + index] =
        information.endsInAccumulator
        ? ReferenceFullyConnectedInt8.accumulator(
          of: 0, row: 0, operators.span[operatorCount - 1].value, from: source, section: section, arena: memory)
        : outputEvidence(output, memory, at: source)
    }
  }

  /// The evidence of a model that does not end in an accumulator: its first output less the element that stands for
  /// zero, or of two outputs that of a seizure less the other.
  private func outputEvidence(_ output: TensorPlan, _ memory: Span<Int8>, at source: Int) -> Int32 {
    let first = output.elements.load(memory, at: source)
    guard let ends = information.montage?.output, ends != .single else { return first - output.zeroPoint }
    let second = output.elements.load(memory, at: source + output.elements.byteCount)
    return ends == .seizureFirst ? first - second : second - first
  }

  private func place(
    _ input: Span<Int8>, section: Span<UInt8>, in arena: inout MutableSpan<Int8>, continues: Bool
  ) {
    precondition(section.count == sectionBytes && input.count == inputBytes)
    precondition(arena.count >= Int(information.arenaBytes))
    arena.copy(input, to: inputBase)
    if hasState && !continues { clearState(.single, &arena) }
  }

  /// Evaluates one operator on whole tensors.
  @inline(__always)
  func evaluate(
    _ index: Int, _ batch: Batch, section: Span<UInt8>, memory: inout MutableSpan<Int8>, kernels: KernelSet
  ) {
    let layers = layers.span
    if kernels != .reference && layers[index].value.isCovered {
      LayerKernels.evaluate(index, of: layers, batch, with: kernels, section: section, memory: &memory)
    } else {
      ModelPlan.evaluate(operators.span[index].value, layers[index].value, batch, section: section, memory: &memory)
    }
  }

  /// Evaluates one operator of each of a batch with its reference.
  static func evaluate(
    _ step: Operator, _ layer: PreparedLayer, _ batch: Batch, section: Span<UInt8>, memory: inout MutableSpan<Int8>
  ) {
    for index in 0..<batch.count {
      let place = batch.place(index)
      evaluate(
        step, from: place + layer.source, and: place + layer.second, to: place + layer.target, section: section,
        arena: &memory)
    }
  }
}
