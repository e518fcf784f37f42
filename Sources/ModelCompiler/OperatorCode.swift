/// What an operator computes, by its number in TensorFlow Lite's schema.
struct OperatorCode: RawRepresentable, Hashable, CustomStringConvertible {
  let rawValue: Int32

  static let add = OperatorCode(rawValue: 0)
  static let averagePool = OperatorCode(rawValue: 1)
  static let convolution = OperatorCode(rawValue: 3)
  static let depthwiseConvolution = OperatorCode(rawValue: 4)
  static let dequantize = OperatorCode(rawValue: 6)
  static let fullyConnected = OperatorCode(rawValue: 9)
  static let maximumPool = OperatorCode(rawValue: 17)
  static let relu = OperatorCode(rawValue: 19)
  static let relu6 = OperatorCode(rawValue: 21)
  static let reshape = OperatorCode(rawValue: 22)
  static let pad = OperatorCode(rawValue: 34)
  static let mean = OperatorCode(rawValue: 40)
  static let shape = OperatorCode(rawValue: 77)
  static let squeeze = OperatorCode(rawValue: 43)
  static let expandDims = OperatorCode(rawValue: 70)
  static let quantize = OperatorCode(rawValue: 114)

  /// What errors say is supported.
  static let supported =
    "int8 CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED, AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, ADD, RELU, RELU6, RESHAPE, "
    + "EXPAND_DIMS, SQUEEZE, PAD, QUANTIZE"

  private static let names: [Int32: String] = [
    0: "ADD", 1: "AVERAGE_POOL_2D", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D", 6: "DEQUANTIZE",
    9: "FULLY_CONNECTED", 14: "LOGISTIC", 16: "LSTM", 17: "MAX_POOL_2D", 18: "MUL", 19: "RELU", 20: "RELU_N1_TO_1",
    21: "RELU6", 22: "RESHAPE", 25: "SOFTMAX", 28: "TANH", 32: "CUSTOM", 34: "PAD", 36: "GATHER",
    37: "BATCH_TO_SPACE_ND", 38: "SPACE_TO_BATCH_ND", 39: "TRANSPOSE", 40: "MEAN", 41: "SUB", 42: "DIV", 43: "SQUEEZE",
    44: "UNIDIRECTIONAL_SEQUENCE_LSTM", 45: "STRIDED_SLICE", 49: "SPLIT", 53: "CAST", 54: "PRELU", 55: "MAXIMUM",
    57: "MINIMUM", 60: "PADV2", 65: "SLICE", 67: "TRANSPOSE_CONV", 70: "EXPAND_DIMS", 74: "SUM", 76: "RSQRT",
    77: "SHAPE", 82: "REDUCE_MAX", 83: "PACK", 97: "RESIZE_NEAREST_NEIGHBOR", 98: "LEAKY_RELU",
    99: "SQUARED_DIFFERENCE", 100: "MIRROR_PAD", 111: "ELU", 114: "QUANTIZE", 117: "HARD_SWISH", 126: "BATCH_MATMUL",
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
