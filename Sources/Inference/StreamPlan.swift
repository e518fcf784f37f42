/// How a window that slides by a hop is evaluated by computing only what is new.
///
/// In the leading part of a model without padding in time, whose strides together divide the hop, an output column of the new window is one of the
/// old window's, moved. So of each tensor there, the last columns are kept for each channel; the new ones are computed after them. The values
/// are those of the whole window, bit for bit.
public struct StreamPlan: ~Copyable, Sendable {
  /// A tensor that moves with the window, height 1.
  struct Track: Sendable {
    /// Columns of the whole window.
    var width: Int32 = 0
    /// Channels of a column.
    var channels: Int32 = 0
    /// Columns by which one hop moves it, which are those computed; 0 for a tensor that is not tracked.
    var shift: Int32 = 0
    /// First column that anything reads once the window has moved: where the tensor begins in the arena then.
    var first: Int32 = 0
    /// Where its kept columns lie in a channel's state.
    var stateOffset: Int32 = 0

    /// Columns taken over from the window before.
    var kept: Int { Int(width &- shift &- first) }
    /// Bytes of so many columns.
    func bytes(_ columns: Int) -> Int { columns &* Int(channels) }

    /// The first column of its inputs that the operator reads which computes this tensor's new columns.
    func firstColumn(readBy step: Operator) -> Int32 {
      guard shift > 0 else { return 0 }
      switch step.kind {
      case .requantisation, .addition: return width &- shift
      default: return (width &- shift) &* step.geometry.strideWidth
      }
    }
  }

  /// Samples of the window and of the hop.
  private let window: Int32
  private let hop: Int32
  /// By tensor.
  private(set) var tracks: InlineArray<96, Track>
  /// By operator: the tensors that its inputs were written as; a view shares its bytes under another number.
  private(set) var sources: InlineArray<48, UInt16>
  private(set) var secondSources: InlineArray<48, UInt16>
  private var inputTensor: Int
  /// Bytes that are kept for each channel, 0 where every window is evaluated whole.
  public private(set) var stateBytes: Int

  /// Finds what of a model moves with the window.
  ///
  /// - Parameters:
  ///   - plan: A model that takes one channel at a time.
  ///   - stateCapacity: Bytes that may be kept for each channel; a model that needs more is evaluated whole.
  public init(_ plan: borrowing ModelPlan, stateCapacity: Int) {
    let model = plan.information
    window = Int32(clamping: model.windowSamples)
    hop = Int32(clamping: model.hopSamples)
    tracks = InlineArray(repeating: Track())
    sources = InlineArray(repeating: Operator.noTensor)
    secondSources = InlineArray(repeating: Operator.noTensor)
    inputTensor = Int(model.inputTensor)
    stateBytes = 0
    guard model.normalisation == .microvolts && model.inputChannels == 1 && hop < window else { return }
    tracks[inputTensor] = Track(width: window, channels: 1, shift: hop)
    for index in 0..<plan.operatorCount { follow(plan.step(index), at: index, plan) }
    findFirstColumns(plan)
    placeStates(plan)
    if stateBytes > stateCapacity { stateBytes = 0 }
  }

  /// Whether windows that follow each other are evaluated in parts.
  public var isStreaming: Bool { stateBytes > 0 }

  /// First sample of the window that is read once the window has moved by a hop.
  public var firstSample: Int { isStreaming ? Int(tracks[inputTensor].first) : 0 }

  /// Tracks an operator's output if it moves with its input.
  private mutating func follow(_ step: Operator, at index: Int, _ plan: borrowing ModelPlan) {
    sources[index] = writer(of: step.input, before: index, plan)
    if step.kind == .addition { secondSources[index] = writer(of: step.secondInput, before: index, plan) }
    guard sources[index] != Operator.noTensor else { return }
    let source = tracks[Int(sources[index])]
    guard source.shift > 0 else { return }
    switch step.kind {
    case .convolution, .depthwiseConvolution, .averagePool, .maximumPool:
      tracks[Int(step.output)] = moved(step.geometry, from: source)
    case .requantisation:
      guard step.geometry.inputCount == Int64(source.bytes(Int(source.width))) else { return }
      tracks[Int(step.output)] = Track(width: source.width, channels: source.channels, shift: source.shift)
    case .addition:
      guard secondSources[index] != Operator.noTensor else { return }
      let second = tracks[Int(secondSources[index])]
      guard
        second.width == source.width && second.channels == source.channels && second.shift == source.shift
          && step.geometry.inputCount == Int64(source.bytes(Int(source.width)))
      else { return }
      tracks[Int(step.output)] = Track(width: source.width, channels: source.channels, shift: source.shift)
    case .fullyConnected, .mean, .padding: return
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
      let first = tracks[Int(step.output)].firstColumn(readBy: step)
      if sources[index] != Operator.noTensor { lower(Int(sources[index]), to: first) }
      if secondSources[index] != Operator.noTensor { lower(Int(secondSources[index]), to: first) }
    }
  }

  private mutating func lower(_ tensor: Int, to first: Int32) {
    tracks[tensor].first = min(tracks[tensor].first, first)
  }

  private mutating func placeStates(_ plan: borrowing ModelPlan) {
    for index in 0..<plan.operatorCount {
      let output = Int(plan.step(index).output)
      guard tracks[output].shift > 0 else { continue }
      tracks[output].stateOffset = Int32(clamping: stateBytes)
      stateBytes += tracks[output].bytes(tracks[output].kept)
    }
  }
}
