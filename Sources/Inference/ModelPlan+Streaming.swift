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
    let (steps, tensors, moves) = (operators.span, tensors.span, stream.moves.span)
    for index in 0..<countBeforeEvidence {
      let step = steps[index].value
      let move = moves[index].value
      let track = move.output
      let target = tensors[Int(step.output)].value.base
      if track.shift > 0 && continues {
        ModelPlan.restore(track, from: states.span, at: place, to: target, in: &arena)
        ModelPlan.evaluateNew(
          step, moving: move, on: tensors, section: section, arena: &arena, kernels: kernels)
      } else {
        ModelPlan.evaluate(step, on: tensors, section: section, arena: &arena, kernels: kernels)
      }
      if track.shift > 0 {
        let first = continues ? 0 : Int(track.first)
        let kept = target + track.bytes(first + Int(track.shift))
        ModelPlan.save(track, from: kept, in: arena.span, to: &states, at: place)
      }
    }
    return evidence(steps, tensors, section: section, arena: arena.span)
  }

  /// Evaluates the new columns of one operator's output, which follow those taken over.
  private static func evaluateNew(
    _ step: Operator, moving move: StreamPlan.Move, on tensors: Span<Pinned<TensorPlan>>, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>, kernels: KernelSet
  ) {
    let (input, output) = (move.input, move.output)
    let first = output.firstColumn(readBy: step)
    let source = tensors[Int(step.input)].value.base + input.bytes(Int(first &- input.first))
    let target = tensors[Int(step.output)].value.base + output.bytes(output.kept)
    var second = source
    if step.secondInput != Operator.noTensor {
      second = tensors[Int(step.secondInput)].value.base + move.secondInput.bytes(Int(first &- move.secondInput.first))
    }
    var part = step
    if step.kind.isElementwise {
      part.geometry = WindowGeometry()
      part.geometry.inputChannels = output.shift &* output.channels
      part.geometry.outputChannels = part.geometry.inputChannels
    } else {
      part.geometry.inputWidth = input.width &- first
      part.geometry.outputWidth = output.shift
    }
    evaluate(part, from: source, and: second, to: target, section: section, arena: &arena, kernels: kernels)
  }

  private static func restore(
    _ track: StreamPlan.Track, from states: Span<Int8>, at place: Int, to target: Int, in arena: inout MutableSpan<Int8>
  ) {
    let kept = place + Int(track.stateOffset)
    arena.copy(states.extracting(kept..<(kept + track.bytes(track.kept))), to: target)
  }

  private static func save(
    _ track: StreamPlan.Track, from source: Int, in arena: Span<Int8>, to states: inout MutableSpan<Int8>,
    at place: Int
  ) {
    let kept = arena.extracting(source..<(source + track.bytes(track.kept)))
    states.copy(kept, to: place + Int(track.stateOffset))
  }
}
