import Simulation
import Vocabulary

@testable import Inference

/// A random encoder of one channel: convolutions, pools, additions and scales over time, then a mean, then a sum.
struct StreamedNetwork {
  /// Bytes between the four places that tensors take in turn, so that each is soon overwritten.
  private static let place: Int32 = 4_096

  private(set) var section: [UInt8] = []
  let hop: Int
  private var random: SeededGenerator
  private var tensors: [TensorPlan]
  private var steps: [Operator] = []
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
    section = LayerSection.encode(&steps, tensors: tensors, hopSamples: UInt32(hop), &random)
  }

  private mutating func appendLayer() {
    let kinds: [Operator.Kind] = [
      .convolution, .convolution, .convolution, .depthwiseConvolution, .averagePool, .maximumPool, .requantisation,
      .addition, .table, .subtraction, .multiplication, .maximum, .parametricRectifier,
    ]
    let kind = kinds.randomElement(using: &random) ?? .convolution
    if kind == .requantisation || kind == .table {
      append(kind, elements())
    } else if kind.isArithmetic {
      appendPair(kind)
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
