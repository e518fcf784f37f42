extension ModelPlan {
  /// Checks that every tensor still holds what was put into it whenever it is read, and that no operator writes over
  /// what it reads: kernels go through their elements in different orders, so that such a model has no one result.
  ///
  /// Tensors of the same bytes are views of each other.
  ///
  /// - Throws: `ModelFault` at the record of the tensor that is written over.
  static func validateLiveness(
    _ information: ModelInformation, layout: ModelInformation.Layout, tensors: borrowing InlineArray<256, TensorPlan>,
    operators: borrowing InlineArray<96, Operator>
  ) throws(ModelFault) {
    for index in 0..<Int(layout.operatorCount) where operators.span[index].kind.hasState {
      try validateState(index, information, layout: layout, tensors: tensors, operators: operators)
    }
    // What nothing writes is whatever its caller put there.
    var isHeld = InlineArray<256, Bool>(repeating: true)
    let count = Int(layout.tensorCount)
    hold(tensors.span[Int(information.inputTensor)].range, of: tensors, count, &isHeld)
    for index in 0..<Int(layout.operatorCount) {
      let step = operators.span[index]
      let target = tensors.span[Int(step.output)].range
      for operand in 0..<2 {
        let number = operand == 0 ? step.input : step.secondInput
        guard number != Operator.noTensor else { continue }
        guard isHeld[Int(number)], !target.overlaps(tensors.span[Int(number)].range) else {
          throw overwritten(Int(number), tensors)
        }
      }
      hold(target, of: tensors, count, &isHeld)
      if step.kind.hasState { hold(tensors.span[Int(step.secondInput)].range, of: tensors, count, &isHeld) }
    }
    guard isHeld[Int(information.outputTensor)] else { throw overwritten(Int(information.outputTensor), tensors) }
  }

  /// Checks that nothing else is put where an operator keeps its state: not the input, not an output, not a state.
  private static func validateState(
    _ index: Int, _ information: ModelInformation, layout: ModelInformation.Layout,
    tensors: borrowing InlineArray<256, TensorPlan>, operators: borrowing InlineArray<96, Operator>
  ) throws(ModelFault) {
    let number = Int(operators.span[index].secondInput)
    let state = tensors.span[number].range
    var isAlone = !state.overlaps(tensors.span[Int(information.inputTensor)].range)
    for other in 0..<Int(layout.operatorCount) {
      let step = operators.span[other]
      if state.overlaps(tensors.span[Int(step.output)].range) { isAlone = false }
      guard other != index && step.kind.hasState else { continue }
      if state.overlaps(tensors.span[Int(step.secondInput)].range) { isAlone = false }
    }
    guard isAlone else { throw overwritten(number, tensors) }
  }

  /// After a write: the tensor and its views hold what was written, others that share bytes with it no longer theirs.
  private static func hold(
    _ written: Range<Int>, of tensors: borrowing InlineArray<256, TensorPlan>, _ count: Int,
    _ isHeld: inout InlineArray<256, Bool>
  ) {
    for number in 0..<count {
      let range = tensors.span[number].range
      if range == written { isHeld[number] = true } else if range.overlaps(written) { isHeld[number] = false }
    }
  }

  private static func overwritten(_ number: Int, _ tensors: borrowing InlineArray<256, TensorPlan>) -> ModelFault {
    ModelFault(
      .tensor, offset: ModelInformation.headerBytes + number * TensorPlan.recordBytes,
      found: Int64(tensors.span[number].arenaOffset))
  }
}
