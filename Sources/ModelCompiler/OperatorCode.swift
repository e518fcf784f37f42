/// What an operator computes, by its number in TensorFlow Lite's schema.
struct OperatorCode: RawRepresentable, Hashable, CustomStringConvertible {
  let rawValue: Int32

  static let add = OperatorCode(rawValue: 0)
  static let averagePool = OperatorCode(rawValue: 1)
  static let concatenation = OperatorCode(rawValue: 2)
  static let convolution = OperatorCode(rawValue: 3)
  static let depthwiseConvolution = OperatorCode(rawValue: 4)
  static let dequantize = OperatorCode(rawValue: 6)
  static let fullyConnected = OperatorCode(rawValue: 9)
  static let logistic = OperatorCode(rawValue: 14)
  static let maximumPool = OperatorCode(rawValue: 17)
  static let mul = OperatorCode(rawValue: 18)
  static let relu = OperatorCode(rawValue: 19)
  static let relu6 = OperatorCode(rawValue: 21)
  static let reshape = OperatorCode(rawValue: 22)
  static let resizeBilinear = OperatorCode(rawValue: 23)
  static let softmax = OperatorCode(rawValue: 25)
  static let tanh = OperatorCode(rawValue: 28)
  static let pad = OperatorCode(rawValue: 34)
  static let batchToSpace = OperatorCode(rawValue: 37)
  static let spaceToBatch = OperatorCode(rawValue: 38)
  static let transpose = OperatorCode(rawValue: 39)
  static let mean = OperatorCode(rawValue: 40)
  static let sub = OperatorCode(rawValue: 41)
  static let squeeze = OperatorCode(rawValue: 43)
  static let stridedSlice = OperatorCode(rawValue: 45)
  static let exp = OperatorCode(rawValue: 47)
  static let split = OperatorCode(rawValue: 49)
  static let prelu = OperatorCode(rawValue: 54)
  static let maximum = OperatorCode(rawValue: 55)
  static let minimum = OperatorCode(rawValue: 57)
  static let padV2 = OperatorCode(rawValue: 60)
  static let slice = OperatorCode(rawValue: 65)
  static let transposedConvolution = OperatorCode(rawValue: 67)
  static let tile = OperatorCode(rawValue: 69)
  static let expandDims = OperatorCode(rawValue: 70)
  static let log = OperatorCode(rawValue: 73)
  static let sum = OperatorCode(rawValue: 74)
  static let shape = OperatorCode(rawValue: 77)
  static let pack = OperatorCode(rawValue: 83)
  static let square = OperatorCode(rawValue: 92)
  static let resizeNearest = OperatorCode(rawValue: 97)
  static let leakyRelu = OperatorCode(rawValue: 98)
  static let splitV = OperatorCode(rawValue: 102)
  static let elu = OperatorCode(rawValue: 111)
  static let quantize = OperatorCode(rawValue: 114)
  static let hardSwish = OperatorCode(rawValue: 117)

  /// What errors say is supported.
  static let supported =
    "int8 CONV_2D, DEPTHWISE_CONV_2D, TRANSPOSE_CONV, FULLY_CONNECTED, AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, SUM, ADD, "
    + "SUB, MUL, MAXIMUM, MINIMUM, RELU, RELU6, LEAKY_RELU, PRELU, ELU, HARD_SWISH, LOGISTIC, TANH, SOFTMAX, RESHAPE, "
    + "EXPAND_DIMS, SQUEEZE, PAD, PADV2, TRANSPOSE, TILE, SLICE, STRIDED_SLICE, SPLIT, SPLIT_V, CONCATENATION, PACK, "
    + "SPACE_TO_BATCH_ND, BATCH_TO_SPACE_ND, RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR, QUANTIZE; between DEQUANTIZE and "
    + "QUANTIZE also EXP, LOG, SQUARE; of int16 activations with int8 weights the same without PRELU, ELU, HARD_SWISH and floats"

  private static let names: [Int32: String] = [
    0: "ADD", 1: "AVERAGE_POOL_2D", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 6: "DEQUANTIZE",
    9: "FULLY_CONNECTED", 14: "LOGISTIC", 16: "LSTM", 17: "MAX_POOL_2D", 18: "MUL", 19: "RELU", 20: "RELU_N1_TO_1",
    21: "RELU6", 22: "RESHAPE", 23: "RESIZE_BILINEAR", 25: "SOFTMAX", 28: "TANH", 32: "CUSTOM", 34: "PAD", 36: "GATHER",
    37: "BATCH_TO_SPACE_ND", 38: "SPACE_TO_BATCH_ND", 39: "TRANSPOSE", 40: "MEAN", 41: "SUB", 42: "DIV", 43: "SQUEEZE",
    44: "UNIDIRECTIONAL_SEQUENCE_LSTM", 45: "STRIDED_SLICE", 47: "EXP", 49: "SPLIT", 53: "CAST", 54: "PRELU",
    55: "MAXIMUM",
    57: "MINIMUM", 60: "PADV2", 65: "SLICE", 67: "TRANSPOSE_CONV", 69: "TILE", 70: "EXPAND_DIMS", 73: "LOG", 74: "SUM",
    76: "RSQRT",
    77: "SHAPE", 82: "REDUCE_MAX", 83: "PACK", 92: "SQUARE", 97: "RESIZE_NEAREST_NEIGHBOR", 98: "LEAKY_RELU",
    99: "SQUARED_DIFFERENCE", 100: "MIRROR_PAD", 102: "SPLIT_V", 111: "ELU", 114: "QUANTIZE", 117: "HARD_SWISH",
    126: "BATCH_MATMUL",
    150: "GELU",
  ]

  /// The schema's name.
  var description: String { OperatorCode.names[rawValue] ?? "operator code \(rawValue)" }

  init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// Reads a code: old files carry it in one byte, new ones in four.
  init(_ table: FlatBufferTable) throws(ModelImportError) {
    let old = Int32(try table.integer(0, Int8.self))
    rawValue = max(old, try table.integer(3, Int32.self))
  }
}
