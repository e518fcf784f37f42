import Simulation
import Vocabulary

@testable import Inference
@testable import ModelCompiler

/// A model of one random layer, with numbers as extreme as a section may hold.
struct LayerSection {
  let section: [UInt8]
  let name: String
  private(set) var step: Operator

  init(_ kind: Operator.Kind, of elements: ElementType = .int8, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var geometry = LayerSection.geometry(kind, &random)
    if kind == .fullyConnected { geometry = LayerSection.rows(geometry) }
    var copy: StridedCopy?
    if kind == .copy {
      let random = LayerSection.copy(&random)
      copy = random.copy
      geometry = random.geometry
    }
    let isPair = kind.isArithmetic && Int.random(in: 0..<8, using: &random) > 0
    step = Operator(kind, input: 0, output: isPair ? 2 : 1, range: LayerSection.range(of: elements, &random))
    if isPair { step.secondInput = 1 }
    step.elements = elements
    step.outputElements = elements
    step.geometry = geometry
    step.inputZeroPoint = Int32.random(in: elements.zeroPoints, using: &random)
    step.secondInputZeroPoint = Int32.random(in: elements.zeroPoints, using: &random)
    step.inputScale = LayerSection.scale(&random)
    step.secondInputScale = LayerSection.scale(&random)
    step.outputScale = LayerSection.scale(&random)
    let isSummed = kind == .convolution || kind == .depthwiseConvolution
    step.hasWideSums = elements == .int16 && isSummed && Bool.random(using: &random)
    name = "\(kind) of \(elements) seed \(seed) \(geometry)"
    section = LayerSection.encode(&step, copy, &random)
  }

  /// A geometry that fits the kind; small, with ragged channels and windows.
  private static func geometry(_ kind: Operator.Kind, _ random: inout SeededGenerator) -> WindowGeometry {
    var shape = WindowGeometry()
    shape.inputHeight = Bool.random(using: &random) ? 1 : Int32.random(in: 1...6, using: &random)
    shape.inputWidth = Int32.random(in: 1...40, using: &random)
    shape.inputChannels = [1, 1, 2, 3, 4, 5, 8, 16, 24].randomElement(using: &random) ?? 1
    shape.outputChannels = shape.inputChannels
    switch kind {
    case .convolution, .depthwiseConvolution, .averagePool, .maximumPool:
      if kind == .convolution { shape.outputChannels = Int32.random(in: 1...40, using: &random) }
      if kind == .depthwiseConvolution {
        shape.outputChannels *= [1, 1, 2, 3, 8, 17].randomElement(using: &random) ?? 1
      }
      shape.kernelHeight = Int32.random(in: 1...min(shape.inputHeight, 4), using: &random)
      shape.kernelWidth = Int32.random(in: 1...min(shape.inputWidth, 12), using: &random)
      shape.strideHeight = Int32.random(in: 1...3, using: &random)
      shape.strideWidth = Int32.random(in: 1...4, using: &random)
      if Bool.random(using: &random) {
        shape.paddingTop = Int32.random(in: 0..<shape.kernelHeight, using: &random)
        shape.paddingLeft = Int32.random(in: 0..<shape.kernelWidth, using: &random)
      }
      let reach = Bool.random(using: &random)
      shape.outputHeight = outputs(
        shape.inputHeight, shape.kernelHeight, shape.strideHeight, shape.paddingTop, over: reach)
      shape.outputWidth = outputs(
        shape.inputWidth, shape.kernelWidth, shape.strideWidth, shape.paddingLeft, over: reach)
    case .mean: shape.outputHeight = shape.inputHeight
    case .resize:
      shape.outputHeight = Int32.random(in: 1...12, using: &random)
      shape.outputWidth = Int32.random(in: 1...80, using: &random)
    default:
      if kind == .addition && Int.random(in: 0..<4, using: &random) > 0 {
        // As large as the second operand, which kernels need.
        (shape.inputHeight, shape.inputWidth, shape.inputChannels) = (1, 1, shape.inputWidth * shape.inputChannels)
        shape.outputChannels = shape.inputChannels
      }
      shape.outputHeight = shape.inputHeight
      shape.outputWidth = shape.inputWidth
    }
    return shape
  }

  /// As many places as fit, or as many whose window still meets the input.
  private static func outputs(_ input: Int32, _ kernel: Int32, _ stride: Int32, _ padding: Int32, over: Bool) -> Int32 {
    over ? (input - 1 + padding) / stride + 1 : (input + padding - kernel) / stride + 1
  }

  /// A copy in up to five axes, some of them backwards, and tensors that just hold it.
  private static func copy(_ random: inout SeededGenerator) -> (copy: StridedCopy, geometry: WindowGeometry) {
    var copy = StridedCopy()
    var (lowest, highest): (Int32, Int32) = (0, 0)
    var stride: Int32 = 1
    for axis in (0..<StridedCopy.axes).shuffled(using: &random) {
      copy.sizes[axis] = Int32.random(in: 1...4, using: &random)
      copy.sourceStrides[axis] = Int32.random(in: -5...5, using: &random)
      copy.targetStrides[axis] = stride
      stride *= copy.sizes[axis]
      let reach = (copy.sizes[axis] - 1) * copy.sourceStrides[axis]
      lowest += min(reach, 0)
      highest += max(reach, 0)
    }
    copy.sourceStart = -lowest
    copy.targetStart = Int32.random(in: 0...3, using: &random)
    copy.fills = Bool.random(using: &random)
    var geometry = WindowGeometry()
    geometry.inputChannels = highest - lowest + 1
    geometry.outputChannels = copy.targetStart + stride
    return (copy, geometry)
  }

  private static func rows(_ shape: WindowGeometry) -> WindowGeometry {
    var rows = WindowGeometry()
    rows.inputHeight = shape.inputHeight
    rows.outputHeight = shape.inputHeight
    rows.inputChannels = shape.inputWidth * shape.inputChannels
    rows.outputChannels = shape.inputWidth
    return rows
  }

  private static func range(of elements: ElementType, _ random: inout SeededGenerator) -> OutputRange {
    let lowest = Int32.random(in: elements.lowest...elements.highest, using: &random)
    let isWhole = Bool.random(using: &random)
    return OutputRange(
      zeroPoint: Int32.random(in: elements.zeroPoints, using: &random), minimum: isWhole ? elements.lowest : lowest,
      maximum: isWhole ? elements.highest : Int32.random(in: lowest...elements.highest, using: &random))
  }

  static func scale(_ random: inout SeededGenerator) -> Requantisation {
    let multipliers: [Int32] = [0, 1, 1 << 30, .max, Int32.random(in: (1 << 30)...(.max), using: &random)]
    let isOrdinary = Int.random(in: 0..<4, using: &random) > 0
    return Requantisation(
      multiplier: isOrdinary ? multipliers[4] : multipliers.randomElement(using: &random) ?? 0,
      exponent: isOrdinary ? Int32.random(in: -12 ... -1, using: &random) : Int32.random(in: -31...30, using: &random))
  }

  /// Lays the model out; its tensors follow each other.
  private static func encode(
    _ step: inout Operator, _ copy: StridedCopy?, _ random: inout SeededGenerator
  ) -> [UInt8] {
    let count = Int32(step.geometry.inputCount)
    var counts = [count, Int32(step.outputCount)]
    if step.secondInput != Operator.noTensor { counts.insert(step.geometry.inputChannels, at: 1) }
    let width = Int32(step.elements.byteCount)
    let tensors = counts.enumerated().map { tensor($1, of: step.elements, at: Int32($0) * (count + 5) * width) }
    var steps = [step]
    defer { step = steps[0] }
    return encode(&steps, tensors: tensors, hopSamples: 1, copies: copy.map { [$0] } ?? [], &random)
  }

  /// Lays a model out whose weights and constants are random; the first tensor is its input, the last step's its
  /// output. `copies` are those of its steps that copy, in their order.
  static func encode(
    _ steps: inout [Operator], tensors: [TensorPlan], hopSamples: UInt32, copies: [StridedCopy] = [],
    _ random: inout SeededGenerator
  ) -> [UInt8] {
    var copies = copies[...]
    var layout = ModelInformation.Layout(
      sectionBytes: 0, tensorCount: UInt16(tensors.count), operatorCount: UInt16(steps.count))
    let start = (layout.constantsOffset + 15) / 16 * 16
    var constants = ByteArray()
    for index in steps.indices where steps[index].weightBytes > 0 {
      let weights =
        steps[index].hasTiles
        ? weights(steps[index], &random)
        : record(of: steps[index], steps[index].kind == .copy ? copies.popFirst() : nil, &random)
      steps[index].constantsOffset = Int32(start + constants.bytes.count)
      for tile in 0..<(steps[index].hasTiles ? steps[index].tileCount : 0) {
        append(tile, of: steps[index], weights, to: &constants, &random)
      }
      steps[index].weightsOffset = Int32(start + constants.bytes.count)
      constants.bytes += weights.map { UInt8(bitPattern: $0) }
      constants.align(to: 16)
    }
    let used = tensors.map { Int($0.arenaOffset) + $0.byteCount }.max() ?? 0
    let last = steps[steps.count - 1]
    let information = ModelInformation(
      role: .detector, normalisation: .microvolts, name: ChannelName("layer"), rate: Rate(128, per: 1),
      windowSamples: UInt32(tensors[0].count), inputChannels: 1, hopSamples: hopSamples,
      quantiser: InputQuantiser(multiplier: 1 << 30, shift: 30, zeroPoint: 0), thresholds: InlineArray(repeating: 0),
      defaultOperatingPoint: .balanced, endsInAccumulator: last.isAccumulator,
      multiplyAccumulates: UInt64(steps.reduce(0) { $0 + $1.multiplyAccumulates }),
      arenaBytes: UInt32(used + InferenceLimits.readAheadBytes), inputTensor: 0, outputTensor: last.output)
    layout.sectionBytes = UInt32(start + constants.bytes.count)
    var section = ByteArray()
    information.encode(layout: layout, into: &section)
    for tensor in tensors { tensor.encode(into: &section) }
    for step in steps { step.encode(into: &section) }
    section.align(to: 16)
    return section.bytes + constants.bytes
  }

  /// What an operator without tiles has in the place of weights.
  private static func record(
    of step: Operator, _ copy: StridedCopy?, _ random: inout SeededGenerator
  ) -> [Int8] {
    var record = ByteArray()
    switch step.kind {
    case .copy: copy?.encode(into: &record)
    case .resize:
      let shape = step.geometry
      for index in 0..<(shape.outputHeight + shape.outputWidth) {
        let last = index < shape.outputHeight ? shape.inputHeight - 1 : shape.inputWidth - 1
        for limit in [last, last, 1024] {
          record.append(littleEndian: Int32.random(in: 0...limit, using: &random))
        }
      }
    default:
      for _ in 0..<step.weightBytes { record.append(UInt8.random(in: 0...255, using: &random)) }
    }
    return record.bytes.map { Int8(bitPattern: $0) }
  }

  /// Weights in the kernels' order; those that only fill up a row of the window are zero.
  private static func weights(_ step: Operator, _ random: inout SeededGenerator) -> [Int8] {
    let isExtreme = Bool.random(using: &random)
    let isDepthwise = step.kind == .depthwiseConvolution
    let rowBytes = isDepthwise ? 16 : Int(step.geometry.groupsPerRow) * 64
    let rowInputs = isDepthwise ? 1 : Int(step.geometry.kernelWidth * step.geometry.inputChannels)
    return (0..<Int(step.weightBytes)).map { place in
      let input = isDepthwise ? 0 : place % rowBytes / 64 * 4 + place % 4
      guard input < rowInputs else { return 0 }
      if isExtreme { return Bool.random(using: &random) ? -127 : 127 }
      return Int8.random(in: -127...127, using: &random)
    }
  }

  private static func append(
    _ tile: Int, of step: Operator, _ weights: [Int8], to constants: inout ByteArray, _ random: inout SeededGenerator
  ) {
    let isExtreme = Int.random(in: 0..<4, using: &random) == 0
    let reach = isExtreme ? Int32.max : 1 << 20
    let tileBytes = weights.count / step.tileCount
    var sums = [Int32](repeating: 0, count: 16)
    for place in 0..<tileBytes { sums[place % 64 / 4] += Int32(weights[tile * tileBytes + place]) }
    let biases = (0..<16).map { _ in Int32.random(in: (-reach)...reach, using: &random) }
    for bias in biases { constants.append(littleEndian: bias) }
    // Of int16 activations the high words of the biases.
    for lane in 0..<16 { constants.append(littleEndian: step.elements == .int8 ? sums[lane] : biases[lane] >> 31) }
    if step.elements == .int16 && step.kind == .fullyConnected {
      let factors = (0..<16).map { _ in SumFactor(Double.random(in: 0...0x1p-8, using: &random)).words }
      for factor in factors { constants.append(littleEndian: factor.0) }
      for factor in factors { constants.append(littleEndian: factor.1) }
      return
    }
    var scales = (0..<16).map { _ in scale(&random) }
    if step.hasWideSums {
      for lane in scales.indices { scales[lane].exponent = min(scales[lane].exponent, Requantisation.widestExponent) }
    }
    for scale in scales { constants.append(littleEndian: scale.multiplier) }
    for scale in scales { constants.append(littleEndian: scale.exponent) }
  }

  static func tensor(_ count: Int32, of elements: ElementType = .int8, at offset: Int32) -> TensorPlan {
    var tensor = TensorPlan()
    tensor.elements = elements
    tensor.arenaOffset = offset
    tensor.rank = 1
    tensor.dimensions[0] = count
    return tensor
  }
}
