extension ModelPlan {
  /// Evaluates the model on a window and keeps what the next one needs; see `StreamPlan`.
  ///
  /// - Parameters:
  ///   - input: The whole window, or its samples from `stream.firstSample` on where it continues the window before.
  ///   - section: The section the plan was made from.
  ///   - arena: At least `information.arenaBytes` bytes; overwritten.
  ///   - kernels: A set that this processor has.
  ///   - stream: Of this model, and streaming.
  ///   - states: What is kept of all channels.
  ///   - place: Where in `states` the `stream.stateBytes` bytes of the channel begin whose window this is.
  ///   - continues: Whether its bytes were left by the window one hop earlier, whose common samples were quantised alike.
  /// - Returns: The evidence of the whole window.
  public func evidence(
    input: Span<Int8>, section: Span<UInt8>, arena: inout MutableSpan<Int8>, kernels: KernelSet,
    stream: borrowing StreamPlan, states: inout MutableSpan<Int8>, at place: Int, continues: Bool
  ) -> Int32 {
    precondition(section.count == sectionBytes && arena.count >= Int(information.arenaBytes))
    precondition(stream.isStreaming && place + stream.stateBytes <= states.count)
    precondition(input.count == inputCount - (continues ? stream.firstSample : 0))
    arena.copy(input, to: inputBase)
    let parts = stream.parts.span
    for index in 0..<countBeforeEvidence {
      guard parts[index].value.isMoved else {
        evaluate(index, section: section, arena: &arena, kernels: kernels)
        continue
      }
      let part = parts[index].value
      let kept = (place + part.stateOffset)..<(place + part.stateOffset + part.keptBytes)
      if continues {
        arena.copy(states.span.extracting(kept), to: part.base)
        evaluateNew(index, of: stream, section: section, arena: &arena, kernels: kernels)
      } else {
        evaluate(index, section: section, arena: &arena, kernels: kernels)
      }
      let first = continues ? part.keptNew : part.keptWhole
      states.copy(arena.span.extracting(first..<(first + part.keptBytes)), to: kept.lowerBound)
    }
    return evidence(section: section, arena: arena.span, kernels: kernels)
  }

  /// Evaluates the new columns of one operator's output, which follow those taken over.
  @inline(__always)
  private func evaluateNew(
    _ index: Int, of stream: borrowing StreamPlan, section: Span<UInt8>, arena: inout MutableSpan<Int8>,
    kernels: KernelSet
  ) {
    let layers = stream.layers.span
    if kernels != .reference && layers[index].value.isCovered {
      LayerKernels.evaluate(index, of: layers, with: kernels, section: section, arena: &arena)
    } else {
      let part = stream.parts.span[index].value
      ModelPlan.evaluate(
        operators.span[index].value.part(part), from: part.source, and: part.second, to: part.target, section: section,
        arena: &arena)
    }
  }
}

extension Operator {
  /// The same for the part of the tensors that is new in a window that has moved.
  fileprivate func part(_ part: StreamPlan.Part) -> Operator {
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
