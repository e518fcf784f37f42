extension ModelPlan {
  /// Evaluates whole windows, whose samples lie in `arenas`, up to their evidence, and keeps what the next ones need in
  /// the channels' slices. Layers with a state begin each window without any: windows overlap, and some are missing.
  func evaluateWhole(
    _ arenas: Batch, keeping stream: borrowing StreamPlan, in slices: Batch, section: Span<UInt8>,
    memory: inout MutableSpan<Int8>, kernels: KernelSet
  ) {
    if hasState { clearState(arenas, &memory) }
    for index in 0..<countBeforeEvidence {
      evaluate(index, arenas, section: section, memory: &memory, kernels: kernels)
      let part = stream.parts.span[index].value
      for window in 0..<(part.keptBytes > 0 ? arenas.count : 0) {
        memory.copy(
          part.keptBytes, from: arenas.place(window) + part.keptWhole,
          to: slices.place(window) + part.base + part.shiftBytes)
      }
    }
  }

  /// Evaluates windows that have moved by a hop, whose new samples lie in the channels' slices, up to their evidence,
  /// and keeps what the next ones need.
  func evaluateNew(
    _ slices: Batch, of stream: borrowing StreamPlan, section: Span<UInt8>, memory: inout MutableSpan<Int8>,
    kernels: KernelSet
  ) {
    let (layers, parts) = (stream.layers.span, stream.parts.span)
    for index in 0..<countBeforeEvidence {
      if parts[index].value.keptBytes > 0 {
        memory.slide(
          slices, at: parts[index].value.base, by: parts[index].value.shiftBytes, keeping: parts[index].value.keptBytes)
      }
      if kernels != .reference && layers[index].value.isCovered {
        LayerKernels.evaluate(index, of: layers, slices, with: kernels, section: section, memory: &memory)
      } else {
        let step = operators.span[index].value.part(parts[index].value)
        ModelPlan.evaluate(step, layers[index].value, slices, section: section, memory: &memory)
      }
    }
  }
}

extension Operator {
  /// The same for the part of the tensors that is new in a window that has moved; all of them where nothing moves.
  fileprivate func part(_ part: StreamPlan.Part) -> Operator {
    guard part.isMoved else { return self }
    var result = self
    if part.elements > 0 {
      result.geometry = WindowGeometry()
      result.geometry.inputChannels = part.elements
      result.geometry.outputChannels = part.elements
    } else {
      result.geometry.inputWidth = part.inputWidth
      result.geometry.outputWidth = part.outputWidth
    }
    return result
  }
}
