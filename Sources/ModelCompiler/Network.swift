/// The graph of a `.tflite`, read but not yet judged.
struct Network {
  /// A tensor.
  struct Tensor {
    /// Its name, for errors.
    var name: String
    /// Its shape.
    var shape: [Int]
    /// The shape with -1 where a dimension was left open.
    var signature: [Int]
    /// The element type.
    var type: TensorType
    /// Scales: one, or one for each channel.
    var scales: [Float]
    /// Zero points, as many as scales.
    var zeroPoints: [Int64]
    /// The axis the scales are for, where there are several.
    var quantizedDimension: Int
    /// Constant data in the file.
    var data: Range<Int>?
    /// Whether the values are stored sparsely.
    var isSparse: Bool
    /// Whether the tensor keeps its value from one evaluation to the next.
    var isVariable: Bool

    /// How many elements it has.
    var count: Int { shape.reduce(1, *) }
  }

  /// An operator.
  struct Step {
    /// Its number in the file.
    var index: Int
    /// What it computes.
    var code: OperatorCode
    /// Tensors it reads; -1 for an optional one left out.
    var inputs: [Int]
    /// Tensors it writes.
    var outputs: [Int]
    /// The kind of `options`.
    var optionsType: UInt8
    /// Its options.
    var options: FlatBufferTable?
  }

  /// The file.
  var buffer: FlatBuffer
  /// All tensors.
  var tensors: [Tensor]
  /// All operators, in the order of evaluation.
  var steps: [Step]
  /// Tensors the caller fills.
  var inputs: [Int]
  /// Tensors the caller reads.
  var outputs: [Int]
}
