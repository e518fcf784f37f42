import Simulation
import Vocabulary

@testable import Inference

/// A random encoder of one channel: convolutions, pools, additions, scales and copies over time, then a mean, then a
/// sum.
struct StreamedNetwork {
  /// Bytes between the four places that tensors take in turn, so that each is soon overwritten.
  private static let place: Int32 = 4_096

  private(set) var section: [UInt8] = []
  let hop: Int
  /// Whether something in it is sliced, transposed or joined.
  var hasCopies: Bool { !copies.isEmpty }
  private var random: SeededGenerator
  private var tensors: [TensorPlan]
  private var steps: [Operator] = []
  private var copies: [StridedCopy] = []
  private var width: Int32
  private var channels: Int32 = 1

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    width = Int32.random(in: 40...200, using: &random)
    hop = [1, 2, 4, 6, 8, 12, 16, 24, 30].randomElement(using: &random) ?? 8
    tensors = [LayerSection.tensor(width, at: 0)]
    for _ in 0..<Int.random(in: 1...6, using: &random) { appendLayer() }
    if Bool.random(using: &random) { appendMean() }
    appendSum()
    section = LayerSection.encode(&steps, tensors: tensors, hopSamples: UInt32(hop), copies: copies, &random)
  }

  private mutating func appendLayer() {
    let kinds: [Operator.Kind] = [
      .convolution, .convolution, .convolution, .depthwiseConvolution, .averagePool, .maximumPool, .requantisation,
      .addition, .table, .subtraction, .multiplication, .maximum, .parametricRectifier, .copy,
    ]
    let kind = kinds.randomElement(using: &random) ?? .convolution
    if kind == .requantisation || kind == .table {
      append(kind, elements())
    } else if kind.isArithmetic {
      appendPair(kind)
    } else if kind == .copy {
      appendCopy()
    } else {
      appendWindow(kind)
    }
  }

  /// A whole tensor as one row, as element by element operators have it.
  private func elements() -> WindowGeometry {
    var shape = WindowGeometry()
    shape.inputChannels = width * channels
    shape.outputChannels = width * channels
    return shape
  }

  /// The tensor in another scale, and both together.
  private mutating func appendPair(_ kind: Operator.Kind) {
    let first = UInt16(tensors.count - 1)
    append(.requantisation, elements())
    append(kind, elements())
    steps[steps.count - 1].secondInput = first
  }

  /// A slice, a transposition or a join: what moves before it no longer does behind it.
  private mutating func appendCopy() {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      let first = Int32.random(in: 0..<width, using: &random)
      let count = Int32.random(in: 1...(width - first), using: &random)
      appendCopy(columns(from: first, count: count), elements: count * channels)
      width = count
    case 1:
      var copy = StridedCopy()
      (copy.sizes[3], copy.sourceStrides[3], copy.targetStrides[3]) = (channels, 1, width)
      (copy.sizes[4], copy.sourceStrides[4], copy.targetStrides[4]) = (width, channels, 1)
      appendCopy(copy, elements: width * channels)
      (width, channels) = (channels, width)
    default: appendJoin()
    }
  }

  /// The first columns of the tensor in another scale, then its last ones in its own.
  private mutating func appendJoin() {
    let original = UInt16(tensors.count - 1)
    append(.requantisation, elements())
    let split = Int32.random(in: 1...width, using: &random)
    appendCopy(columns(from: 0, count: split), elements: width * channels)
    guard split < width else { return }
    var second = columns(from: split, count: width - split)
    second.targetStart = split * channels
    var step = steps[steps.count - 1]
    step.input = original
    steps.append(step)
    copies.append(second)
  }

  private func columns(from first: Int32, count: Int32) -> StridedCopy {
    var copy = StridedCopy()
    (copy.sizes[3], copy.sourceStrides[3], copy.targetStrides[3]) = (count, channels, channels)
    (copy.sizes[4], copy.sourceStrides[4], copy.targetStrides[4]) = (channels, 1, 1)
    copy.sourceStart = first * channels
    return copy
  }

  private mutating func appendCopy(_ copy: StridedCopy, elements: Int32) {
    var shape = WindowGeometry()
    shape.inputChannels = width * channels
    shape.outputChannels = elements
    append(.copy, shape)
    copies.append(copy)
  }

  private mutating func appendWindow(_ kind: Operator.Kind) {
    var shape = WindowGeometry()
    shape.inputWidth = width
    shape.inputChannels = channels
    shape.kernelWidth = Int32.random(in: 1...min(6, width), using: &random)
    shape.strideWidth = [1, 1, 2, 2, 3].randomElement(using: &random) ?? 1
    // Now and then a window reaches over the edges, so that what follows is computed whole.
    if Int.random(in: 0..<8, using: &random) == 0 { shape.paddingLeft = shape.kernelWidth / 2 }
    shape.outputWidth = (width + shape.paddingLeft - shape.kernelWidth) / shape.strideWidth + 1
    shape.outputChannels = kind == .convolution ? Int32.random(in: 1...20, using: &random) : channels
    append(kind, shape)
    width = shape.outputWidth
    channels = shape.outputChannels
  }

  private mutating func appendMean() {
    var shape = WindowGeometry()
    shape.inputWidth = width
    shape.inputChannels = channels
    shape.outputChannels = channels
    append(.mean, shape)
    width = 1
  }

  private mutating func appendSum() {
    var shape = WindowGeometry()
    shape.inputChannels = width * channels
    append(.fullyConnected, shape)
  }

  private mutating func append(_ kind: Operator.Kind, _ shape: WindowGeometry) {
    let input = UInt16(tensors.count - 1)
    var step = Operator(kind, input: input, output: input + 1, range: OutputRange(zeroPoint: 3))
    step.geometry = shape
    step.inputZeroPoint = -5
    step.inputScale = Requantisation(multiplier: 1 << 30, exponent: -2)
    step.secondInputScale = Requantisation(multiplier: .max, exponent: -3)
    step.outputScale = Requantisation(
      multiplier: .max,
      exponent: kind == .addition || kind == .subtraction ? -17 : Int32.random(in: -3...0, using: &random))
    steps.append(step)
    let place = Int32(tensors.count % 4) * StreamedNetwork.place
    tensors.append(LayerSection.tensor(Int32(step.outputCount), at: place))
  }
}
