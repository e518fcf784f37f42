import CInference

/// Finds which tensors of a model move with the window, and where each lies in a channel's slice.
///
/// A slice has every tensor that moves in a place of its own, then all others where they lie in the arena of a whole
/// window, from the first of them on.
struct StreamFinder {
  private typealias Track = StreamPlan.Track

  /// By tensor.
  private var tracks: InlineArray<256, StreamPlan.Track>
  /// By operator: the tensors that its inputs were written as, since a view shares its bytes under another number, and
  /// the one it writes.
  private var sources: InlineArray<96, UInt16>
  private var secondSources: InlineArray<96, UInt16>
  private var outputs: InlineArray<96, UInt16>
  private let inputTensor: Int
  /// Bytes of a slice, 0 if nothing moves.
  private(set) var sliceBytes: Int
  /// What is added to the place of a tensor that does not move in the arena.
  private var otherPlace: Int

  /// Goes through a model's operators.
  init(_ plan: borrowing ModelPlan) {
    let model = plan.information
    let window = Int32(clamping: model.windowSamples)
    let hop = Int32(clamping: model.hopSamples)
    tracks = InlineArray(repeating: Track())
    sources = InlineArray(repeating: Operator.noTensor)
    secondSources = InlineArray(repeating: Operator.noTensor)
    outputs = InlineArray(repeating: Operator.noTensor)
    inputTensor = Int(model.inputTensor)
    sliceBytes = 0
    otherPlace = 0
    guard
      model.normalisation == .microvolts && model.inputChannels == 1 && hop < window
        && plan.tensor(inputTensor).elements == .int8 && !plan.hasState
    else { return }
    tracks[inputTensor] = Track(width: window, channels: 1, shift: hop)
    for index in 0..<plan.operatorCount { follow(plan.step(index), at: index, plan) }
    guard everyOperatorReadsWhatWasWritten(plan) else { return }
    findFirstColumns(plan)
    placeTensors(plan)
  }

  /// First sample of the window that is read once the window has moved by a hop.
  var firstSample: Int { Int(tracks.span[inputTensor].first) }

  /// Where in a slice the window's samples begin.
  var inputPlace: Int { Int(tracks.span[inputTensor].place) }

  /// Where in a slice the evidence is read.
  func evidencePlace(_ plan: borrowing ModelPlan) -> Int {
    let last = plan.operatorCount - 1
    return plan.information.endsInAccumulator
      ? place(sources[last], plan) : place(writer(of: plan.information.outputTensor, before: last + 1, plan), plan)
  }

  /// Where and how an operator is evaluated once the window has moved.
  func part(of index: Int, _ plan: borrowing ModelPlan) -> StreamPlan.Part {
    let step = plan.step(index)
    let (input, output) = (track(sources[index]), track(outputs[index]))
    let first = output.firstColumn(readBy: step)
    var part = StreamPlan.Part()
    part.source = place(sources[index], plan) + input.bytes(Int(first &- input.first))
    part.second = part.source
    if step.secondInput != Operator.noTensor {
      let second = track(secondSources[index])
      part.second = place(secondSources[index], plan) + second.bytes(Int(first &- second.first))
    }
    part.base = place(outputs[index], plan)
    part.target = part.base
    guard output.shift > 0 else { return part }
    part.isMoved = true
    part.target = part.base + output.bytes(output.kept)
    part.inputWidth = input.width &- first
    part.outputWidth = output.shift
    part.elements = step.kind.isElementwise ? output.shift &* output.channels : 0
    part.keptBytes = output.bytes(output.kept)
    part.shiftBytes = output.bytes(Int(output.shift))
    part.keptWhole = plan.tensor(Int(step.output)).base + output.bytes(Int(output.first &+ output.shift))
    return part
  }

  private func track(_ tensor: UInt16) -> StreamPlan.Track {
    tensor == Operator.noTensor ? Track() : tracks.span[Int(tensor)]
  }

  /// Tracks an operator's output if it moves with its input.
  private mutating func follow(_ step: Operator, at index: Int, _ plan: borrowing ModelPlan) {
    outputs[index] = step.output
    sources[index] = writer(of: step.input, before: index, plan)
    if step.secondInput != Operator.noTensor {
      secondSources[index] = writer(of: step.secondInput, before: index, plan)
    }
    // Columns are counted in bytes.
    guard sources[index] != Operator.noTensor && step.elements == .int8 && step.outputElements == .int8 else { return }
    let source = tracks.span[Int(sources[index])]
    guard source.shift > 0 else { return }
    switch step.kind {
    case .convolution, .depthwiseConvolution, .averagePool, .maximumPool:
      tracks[Int(step.output)] = moved(step.geometry, from: source)
    case .requantisation, .table:
      guard step.geometry.inputCount == Int64(source.bytes(Int(source.width))) else { return }
      tracks[Int(step.output)] = Track(width: source.width, channels: source.channels, shift: source.shift)
    case .addition, .subtraction, .multiplication, .minimum, .maximum, .parametricRectifier:
      guard secondSources[index] != Operator.noTensor else { return }
      let second = tracks.span[Int(secondSources[index])]
      guard
        second.width == source.width && second.channels == source.channels && second.shift == source.shift
          && step.geometry.inputChannels == Int64(source.bytes(Int(source.width)))
      else { return }
      tracks[Int(step.output)] = Track(width: source.width, channels: source.channels, shift: source.shift)
    // Every other kind computes its whole output anew.
    default: return
    }
  }

  /// The track of a windowed operator's output; untracked if it does not move with its input.
  private func moved(_ shape: WindowGeometry, from source: Track) -> Track {
    guard
      shape.inputHeight == 1 && shape.outputHeight == 1 && shape.kernelHeight == 1 && shape.isInside
        && shape.inputWidth == source.width && shape.inputChannels == source.channels
        && source.shift % shape.strideWidth == 0 && source.shift / shape.strideWidth < shape.outputWidth
    else { return Track() }
    return Track(
      width: shape.outputWidth, channels: shape.outputChannels, shift: source.shift / shape.strideWidth)
  }

  /// The tensor under whose number the bytes were written that an operator reads.
  private func writer(of tensor: UInt16, before index: Int, _ plan: borrowing ModelPlan) -> UInt16 {
    let base = plan.tensor(Int(tensor)).base
    for earlier in stride(from: index - 1, through: 0, by: -1) {
      let output = plan.step(earlier).output
      if plan.tensor(Int(output)).base == base { return output }
    }
    return plan.tensor(inputTensor).base == base ? UInt16(inputTensor) : Operator.noTensor
  }

  /// Finds where each tensor begins, from its readers.
  private mutating func findFirstColumns(_ plan: borrowing ModelPlan) {
    for tensor in 0..<plan.tensorCount { tracks[tensor].first = tracks[tensor].width &- tracks[tensor].shift }
    let output = writer(of: plan.information.outputTensor, before: plan.operatorCount, plan)
    if output != Operator.noTensor { tracks[Int(output)].first = 0 }
    for index in 0..<plan.operatorCount {
      let step = plan.step(index)
      let first = tracks.span[Int(step.output)].firstColumn(readBy: step)
      if sources[index] != Operator.noTensor { lower(Int(sources[index]), to: first) }
      if secondSources[index] != Operator.noTensor { lower(Int(secondSources[index]), to: first) }
    }
  }

  private mutating func lower(_ tensor: Int, to first: Int32) {
    tracks[tensor].first = min(tracks[tensor].first, first)
  }

  /// Whether the bytes that each operator reads are another one's output or the input: only those have a place in a
  /// slice.
  private func everyOperatorReadsWhatWasWritten(_ plan: borrowing ModelPlan) -> Bool {
    for index in 0..<plan.operatorCount {
      let step = plan.step(index)
      guard isWritten(step.input, as: sources[index], plan) else { return false }
      guard step.secondInput == Operator.noTensor || isWritten(step.secondInput, as: secondSources[index], plan) else {
        return false
      }
    }
    let output = plan.information.outputTensor
    return isWritten(output, as: writer(of: output, before: plan.operatorCount, plan), plan)
  }

  private func isWritten(_ tensor: UInt16, as source: UInt16, _ plan: borrowing ModelPlan) -> Bool {
    source != Operator.noTensor && plan.tensor(Int(tensor)).byteCount <= plan.tensor(Int(source)).byteCount
  }

  private mutating func placeTensors(_ plan: borrowing ModelPlan) {
    var used = 0
    var isMoving = false
    for tensor in 0..<plan.tensorCount where tracks.span[tensor].shift > 0 {
      tracks[tensor].place = Int32(clamping: used)
      used += (tracks[tensor].bytes(Int(tracks[tensor].width &- tracks[tensor].first)) + slack).roundedUp(to: 16)
      isMoving = isMoving || tensor != inputTensor
    }
    guard isMoving else { return }
    var (first, end) = (Int.max, 0)
    for index in 0..<plan.operatorCount where track(outputs[index]).shift == 0 {
      let range = plan.tensor(Int(outputs[index])).range
      (first, end) = (min(first, range.lowerBound), max(end, range.upperBound))
    }
    guard end > 0 else {
      sliceBytes = used
      return
    }
    first &= ~15
    otherPlace = used - first
    sliceBytes = (used + end - first + slack).roundedUp(to: 16)
  }

  /// Where a tensor begins in a slice.
  private func place(_ tensor: UInt16, _ plan: borrowing ModelPlan) -> Int {
    guard tensor != Operator.noTensor else { return 0 }
    return track(tensor).shift > 0 ? Int(track(tensor).place) : plan.tensor(Int(tensor)).base + otherPlace
  }

  /// Bytes behind a tensor that kernels may read, and that are read and overwritten when columns are moved.
  private var slack: Int { max(InferenceLimits.readAheadBytes, layer_slide_bytes) }
}

extension Int {
  /// The next multiple of a power of two that is not smaller.
  func roundedUp(to unit: Int) -> Int { (self &+ unit &- 1) & ~(unit &- 1) }
}
