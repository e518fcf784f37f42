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
    /// Whether its elements are uint8 in the file and read as int8 here: 128 less, and so its zero point.
    var isUnsigned = false

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
    /// Tensors that only state how it quantises what is within it.
    var intermediates: [Int]
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

  /// The same network with uint8 inputs and outputs as int8: with `inference_input_type=uint8` TensorFlow Lite puts a
  /// QUANTIZE between them and an int8 network, which then only shifts by 128, or nothing at all.
  func withSignedEnds() -> Network {
    var network = self
    let ends =
      inputs.map { input in (input, steps.filter { $0.inputs.contains(input) }) }
      + outputs.map { output in
        (output, steps.filter { $0.outputs.contains(output) })
      }
    for (index, neighbours) in ends where tensors[index].type == .uint8 {
      guard !neighbours.isEmpty, neighbours.allSatisfy({ $0.code == .quantize }) else { continue }
      network.tensors[index].type = .int8
      network.tensors[index].zeroPoints = tensors[index].zeroPoints.map { $0 - 128 }
      network.tensors[index].isUnsigned = true
    }
    return network
  }

  /// The same network without a SOFTMAX or LOGISTIC at its end: their int8 outputs hardly differ where a decision is
  /// sure, what goes into them does, and rises with them. For two outputs at most.
  func withoutFinalCurve() -> Network {
    var network = self
    var last = steps.count - 1
    while last > 0, steps[last].code == .quantize || steps[last].code == .dequantize { last -= 1 }
    guard last > 0, let source = steps[last].inputs.first, source >= 0,
      tensors[source].type == .int8, tensors[source].count <= 2,
      steps[last].code == .softmax || steps[last].code == .logistic
    else { return self }
    network.steps.removeSubrange(last...)
    network.outputs = [source]
    return network
  }

  /// Whether two tensors stand for the same values by the same elements.
  func haveSameScale(_ first: Int, _ second: Int) -> Bool {
    let (first, second) = (tensors[first], tensors[second])
    return first.type == second.type && first.scales == second.scales && first.zeroPoints == second.zeroPoints
  }
}
