import Vocabulary

/// One step of a model, with every constant computed when the model was compiled.
///
/// All kinds share one record, so that it is written and checked in one place; a kind leaves the fields it does not use
/// at their defaults.
public struct Operator: Equatable, Sendable {
  /// What the step computes. Numbers are never reused.
  public enum Kind: UInt8, Sendable {
    /// Two-dimensional convolution; weights as in `PackedWeights`.
    case convolution = 1
    /// Convolution of each channel by itself; weights `[tile][row][column][16 outputs]`.
    case depthwiseConvolution = 2
    /// Matrix times vector for each row; weights as in `PackedWeights`.
    case fullyConnected = 3
    /// Mean over a window, without the padding.
    case averagePool = 4
    /// Maximum over a window, without the padding.
    case maximumPool = 5
    /// Mean over the middle axis of `[inputHeight][inputWidth][inputChannels]`.
    case mean = 6
    /// Sum of two operands.
    case addition = 7
    /// Another scale and zero point, or a separate activation.
    case requantisation = 8
    // 9 was padding, now a copy.
    /// Any function of one int8, by its 256 values.
    case table = 10
    /// Elements in other places: see `StridedCopy`.
    case copy = 11
    /// Difference of two operands.
    case subtraction = 12
    /// Product of two operands.
    case multiplication = 13
    /// The lower of two operands of one scale.
    case minimum = 14
    /// The higher of two operands of one scale.
    case maximum = 15
    /// An operand where it is positive, else its product with the second.
    case parametricRectifier = 16
    /// Softmax over the channels.
    case softmax = 17
    /// Rows and columns between those of the input, nearest or bilinear.
    case resize = 18
    /// The logistic function of int16 activations.
    case logistic = 19
    /// The hyperbolic tangent of int16 activations.
    case hyperbolicTangent = 20
    /// Long short-term memory: see `ReferenceLSTM`.
    case lstm = 21
    /// Filters that remember their last inputs: see `ReferenceSVDF`.
    case svdf = 22

    /// Whether it takes two operands; the second is a tensor or, without one, a constant in the place of weights. It
    /// has `inputChannels` elements, taken again for each row and column of the first.
    public var isArithmetic: Bool {
      self == .addition || (rawValue >= Kind.subtraction.rawValue && rawValue <= Kind.parametricRectifier.rawValue)
    }

    /// Whether an output depends only on the inputs in its own place.
    var isElementwise: Bool { isArithmetic || self == .requantisation || self == .table || isCurve }

    /// Whether it is a function of int16 activations.
    var isCurve: Bool { self == .logistic || self == .hyperbolicTangent }

    /// Whether it keeps something from one evaluation to the next, in the int16 tensor that is its second input.
    public var hasState: Bool { self == .lstm || self == .svdf }
  }

  /// Bytes of a record in the section.
  public static let recordBytes = 112
  /// Stands for "no second input".
  public static let noTensor: UInt16 = .max

  /// What the step computes.
  public var kind: Kind
  /// What the elements of its inputs are.
  public var elements: ElementType
  /// What the elements of its output are: those of its inputs, but for a requantisation.
  public var outputElements: ElementType
  /// Whether it scales sums of 64 bits, as a convolution of int16 activations with biases of 64 bits does; with biases
  /// of 32 bits sums end at the highest and lowest Int32.
  public var hasWideSums: Bool
  /// Index of the tensor it reads.
  public var input: UInt16
  /// Index of the tensor that is its second operand or its state; `noTensor` if there is none or a constant.
  public var secondInput: UInt16
  /// Index of the tensor it writes.
  public var output: UInt16
  /// The element that stands for zero in the input.
  public var inputZeroPoint: Int32
  /// The element that stands for zero in the second input.
  public var secondInputZeroPoint: Int32
  /// The output's zero point and range.
  public var range: OutputRange
  /// Shapes, window, strides and padding.
  public var geometry: WindowGeometry
  /// Offset in the section of its int8 weights, constant operand, table or `StridedCopy`.
  public var weightsOffset: Int32
  /// Offset in the section of its channel constants, in tiles.
  public var constantsOffset: Int32
  /// The input's scale, for a sum, a difference, a parametric rectifier, and a softmax or curve of int16; of kinds with
  /// a state see there.
  public var inputScale: Requantisation
  /// The second input's scale, for a sum and a difference.
  public var secondInputScale: Requantisation
  /// The output's scale, where it is the same for all channels.
  public var outputScale: Requantisation

  /// Creates an operator that reads tensor `input` and writes tensor `output`.
  public init(_ kind: Kind, input: UInt16, output: UInt16, range: OutputRange) {
    self.kind = kind
    self.input = input
    self.output = output
    self.range = range
    elements = .int8
    outputElements = .int8
    hasWideSums = false
    secondInput = Operator.noTensor
    inputZeroPoint = 0
    secondInputZeroPoint = 0
    geometry = WindowGeometry()
    weightsOffset = 0
    constantsOffset = 0
    inputScale = Requantisation()
    secondInputScale = Requantisation()
    outputScale = Requantisation()
  }

  /// What stands where there is none: zeros, whatever its kind.
  static var unused: Operator {
    var operation = Operator(
      .convolution, input: 0, output: 0, range: OutputRange(zeroPoint: 0, minimum: 0, maximum: 0))
    operation.secondInput = 0
    operation.geometry.clear()
    return operation
  }

  /// How many elements it writes.
  public var outputCount: Int64 { geometry.outputCount }

  /// Bytes at `weightsOffset`: of its weights, filled up to whole tiles and groups, or of what it has in their place.
  public var weightBytes: Int64 {
    let tiles = Int64(tileCount)
    switch kind {
    case .convolution, .fullyConnected:
      return tiles * Int64(geometry.kernelHeight) * geometry.groupsPerRow * Int64(PackedWeights.groupBytes)
    case .depthwiseConvolution: return tiles * geometry.kernelArea * Int64(InferenceLimits.tileChannels)
    case .table: return ReferenceTableInt8.tableBytes
    case .logistic, .hyperbolicTangent: return ReferenceCurveInt16.tableBytes
    case .copy: return StridedCopy.recordBytes
    case .lstm:
      let rowBytes = Int64(geometry.inputChannels) + Int64(geometry.outputChannels)
      return Int64(ReferenceLSTM.gates) * Int64(geometry.outputChannels) * rowBytes
    case .svdf: return ReferenceSVDF.weightBytes(geometry)
    case .softmax: return elements == .int8 ? ReferenceSoftmaxInt8.tableBytes : ReferenceSoftmaxInt16.tableBytes
    case .resize:
      return Int64(ReferenceResize.recordBytes) * (Int64(geometry.outputHeight) + Int64(geometry.outputWidth))
    default:
      let isConstant = kind.isArithmetic && secondInput == Operator.noTensor
      return isConstant ? Int64(geometry.inputChannels) * Int64(elements.byteCount) : 0
    }
  }

  /// Bytes at `constantsOffset`.
  var constantBytes: Int64 {
    switch kind {
    case .lstm: ReferenceLSTM.constantBytes(cells: geometry.outputChannels)
    case .svdf: 4 * Int64(geometry.outputChannels)
    default: hasTiles ? Int64(tileCount) * Int64(ChannelConstants.tileBytes) : 0
    }
  }

  /// Elements of its state, of a kind that has one.
  public var stateCount: Int64 {
    kind == .lstm ? ReferenceLSTM.stateCount(cells: geometry.outputChannels) : ReferenceSVDF.stateCount(geometry)
  }

  /// Whether it has weights in tiles, and constants for each output channel.
  public var hasTiles: Bool { kind.rawValue <= Kind.fullyConnected.rawValue }

  /// Whether its one output, were it not scaled, would be evidence: an int32 sum.
  public var isAccumulator: Bool { kind == .fullyConnected && geometry.outputCount == 1 && elements == .int8 }

  /// Tiles of output channels.
  public var tileCount: Int {
    (Int(geometry.outputChannels) + InferenceLimits.tileChannels - 1) / InferenceLimits.tileChannels
  }

  /// Multiply-accumulates of one evaluation, padding included.
  public var multiplyAccumulates: Int64 {
    switch kind {
    case .convolution: geometry.outputCount * geometry.kernelArea * Int64(geometry.inputChannels)
    case .depthwiseConvolution: geometry.outputCount * geometry.kernelArea
    case .fullyConnected: geometry.outputCount * Int64(geometry.inputChannels)
    case .lstm: weightBytes * Int64(geometry.inputHeight)
    case .svdf: ReferenceSVDF.filters(geometry) * (Int64(geometry.inputChannels) + Int64(geometry.kernelWidth))
    default: 0
    }
  }
}
