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
    /// Sum of two tensors of one shape.
    case addition = 7
    /// Another scale and zero point, or a separate activation.
    case requantisation = 8
    /// Rows and columns of zero around a tensor.
    case padding = 9
  }

  /// Bytes of a record in the section.
  public static let recordBytes = 112
  /// Stands for "no second input".
  public static let noTensor: UInt16 = .max

  /// What the step computes.
  public var kind: Kind
  /// Index of the tensor it reads.
  public var input: UInt16
  /// Index of the second tensor that an addition reads.
  public var secondInput: UInt16
  /// Index of the tensor it writes.
  public var output: UInt16
  /// The int8 that stands for zero in the input.
  public var inputZeroPoint: Int32
  /// The int8 that stands for zero in the second input.
  public var secondInputZeroPoint: Int32
  /// The output's zero point and range.
  public var range: OutputRange
  /// Shapes, window, strides and padding.
  public var geometry: WindowGeometry
  /// Offset in the section of its int8 weights.
  public var weightsOffset: Int32
  /// Offset in the section of its channel constants, in tiles.
  public var constantsOffset: Int32
  /// The input's scale, for an addition.
  public var inputScale: Requantisation
  /// The second input's scale, for an addition.
  public var secondInputScale: Requantisation
  /// The output's scale, where it is the same for all channels.
  public var outputScale: Requantisation

  /// Creates an operator that reads tensor `input` and writes tensor `output`.
  public init(_ kind: Kind, input: UInt16, output: UInt16, range: OutputRange) {
    self.kind = kind
    self.input = input
    self.output = output
    self.range = range
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

  /// How many elements it writes.
  public var outputCount: Int64 { geometry.outputCount }

  /// Bytes of its weights, filled up to whole tiles and groups.
  public var weightBytes: Int64 {
    let tiles = Int64(tileCount)
    switch kind {
    case .convolution, .fullyConnected:
      return tiles * Int64(geometry.kernelHeight) * geometry.groupsPerRow * Int64(PackedWeights.groupBytes)
    case .depthwiseConvolution: return tiles * geometry.kernelArea * Int64(InferenceLimits.tileChannels)
    default: return 0
    }
  }

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
    default: 0
    }
  }
}
