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
  static let svdf = OperatorCode(rawValue: 27)
  static let tanh = OperatorCode(rawValue: 28)
  static let pad = OperatorCode(rawValue: 34)
  static let batchToSpace = OperatorCode(rawValue: 37)
  static let spaceToBatch = OperatorCode(rawValue: 38)
  static let transpose = OperatorCode(rawValue: 39)
  static let mean = OperatorCode(rawValue: 40)
  static let sequenceLSTM = OperatorCode(rawValue: 44)
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

  /// Whether it evaluates other subgraphs: CALL, IF, WHILE, CALL_ONCE.
  var callsSubgraphs: Bool { [31, 118, 119, 129].contains(rawValue) }

  /// What errors say is supported.
  static let supported =
    "int8 CONV_2D, DEPTHWISE_CONV_2D, TRANSPOSE_CONV, FULLY_CONNECTED, AVERAGE_POOL_2D, MAX_POOL_2D, MEAN, SUM, ADD, "
    + "SUB, MUL, MAXIMUM, MINIMUM, RELU, RELU6, LEAKY_RELU, PRELU, ELU, HARD_SWISH, LOGISTIC, TANH, SOFTMAX, RESHAPE, "
    + "EXPAND_DIMS, SQUEEZE, PAD, PADV2, TRANSPOSE, TILE, SLICE, STRIDED_SLICE, SPLIT, SPLIT_V, CONCATENATION, PACK, "
    + "SPACE_TO_BATCH_ND, BATCH_TO_SPACE_ND, RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR, UNIDIRECTIONAL_SEQUENCE_LSTM, "
    + "SVDF, QUANTIZE; between DEQUANTIZE and QUANTIZE also EXP, LOG, SQUARE; of int16 activations with int8 weights the "
    + "same without PRELU, ELU, HARD_SWISH, UNIDIRECTIONAL_SEQUENCE_LSTM, SVDF and floats"

  /// The schema's names, by their number.
  private static let names: [String] =
    ("ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE EMBEDDING_LOOKUP "
    + "FLOOR FULLY_CONNECTED HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D LOCAL_RESPONSE_NORMALIZATION "
    + "LOGISTIC LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1 RELU6 RESHAPE RESIZE_BILINEAR RNN "
    + "SOFTMAX SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS SKIP_GRAM CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD "
    + "UNIDIRECTIONAL_SEQUENCE_RNN GATHER BATCH_TO_SPACE_ND SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE "
    + "UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT LOG_SOFTMAX "
    + "DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG PADV2 GREATER "
    + "GREATER_EQUAL LESS_EQUAL SELECT SLICE SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE EXPAND_DIMS EQUAL "
    + "NOT_EQUAL LOG SUM SQRT RSQRT SHAPE POW ARG_MIN FAKE_QUANT REDUCE_PROD REDUCE_MAX PACK LOGICAL_OR "
    + "ONE_HOT LOGICAL_AND LOGICAL_NOT UNPACK REDUCE_MIN FLOOR_DIV REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD "
    + "RANGE RESIZE_NEAREST_NEIGHBOR LEAKY_RELU SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V UNIQUE CEIL "
    + "REVERSE_V2 ADD_N GATHER_ND COS WHERE RANK ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG "
    + "ROUND HARD_SWISH IF WHILE NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5 SCATTER_ND SELECT_V2 DENSIFY "
    + "SEGMENT_SUM BATCH_MATMUL PLACEHOLDER_FOR_GREATER_OP_CODES CUMSUM CALL_ONCE BROADCAST_TO RFFT2D CONV_3D "
    + "IMAG REAL COMPLEX_ABS HASHTABLE HASHTABLE_FIND HASHTABLE_IMPORT HASHTABLE_SIZE REDUCE_ALL "
    + "CONV_3D_TRANSPOSE VAR_HANDLE READ_VARIABLE ASSIGN_VARIABLE BROADCAST_ARGS RANDOM_STANDARD_NORMAL "
    + "BUCKETIZE RANDOM_UNIFORM MULTINOMIAL GELU DYNAMIC_UPDATE_SLICE RELU_0_TO_1 UNSORTED_SEGMENT_PROD "
    + "UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_SUM ATAN2 UNSORTED_SEGMENT_MIN SIGN ")
    .split(separator: " ").map(String.init)

  /// The schema's name.
  var description: String {
    OperatorCode.names.indices.contains(Int(rawValue)) ? OperatorCode.names[Int(rawValue)] : "operator code \(rawValue)"
  }

  init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// Reads a code: old files carry it in one byte, new ones in four.
  init(_ table: FlatBufferTable) throws(ModelImportError) {
    let old = Int32(try table.integer(0, Int8.self))
    rawValue = max(old, try table.integer(3, Int32.self))
  }
}
