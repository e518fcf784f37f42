extension ModelPlan {
  /// Makes the layers' state what it is before the first evaluation, in each of a batch: nothing. Of a model that has
  /// some.
  @inline(never)
  func clearState(_ batch: Batch, _ memory: inout MutableSpan<Int8>) {
    for index in 0..<operatorCount {
      let step = operators.span[index].value
      guard step.kind.hasState else { continue }
      let range = tensors.span[Int(step.secondInput)].value.range
      // The last activations of an LSTM, behind its cells.
      let activations = step.kind == .lstm ? 2 * Int(step.geometry.outputChannels) : range.count
      let zero = Int8(truncatingIfNeeded: step.range.zeroPoint)
      for each in 0..<batch.count {
        for place in 0..<range.count {
          memory[batch.place(each) + range.lowerBound + place] = place < activations ? 0 : zero
        }
      }
    }
  }
}
