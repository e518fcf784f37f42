extension Network {
  /// Reads the tables of TensorFlow Lite's schema (version 3) that the device's operators need.
  ///
  /// - Parameter bytes: A `.tflite` file.
  /// - Throws: `ModelImportError.malformed` naming the offset; `.unsupported` for several subgraphs.
  init(bytes: [UInt8]) throws(ModelImportError) {
    buffer = FlatBuffer(bytes: bytes)
    let root = try buffer.root(identifier: "TFL3")
    let version = try root.integer(0, UInt32.self)
    guard version == 3 else {
      throw ModelImportError.unsupported(subject: "schema version", found: "\(version)", supported: "3")
    }
    let graphs = try root.tables(2, "subgraph")
    var codes: [OperatorCode] = []
    for table in try root.tables(1, "operator code") { codes.append(try OperatorCode(table)) }
    guard let graph = graphs.first, graphs.count == 1 else {
      let callers = codes.filter(\.callsSubgraphs).map { "\($0)" }.joined(separator: ", ")
      throw ModelImportError.unsupported(
        subject: "model", found: "\(graphs.count) subgraphs" + (callers.isEmpty ? "" : " for \(callers)"),
        supported: "one, without loops and branches (a recurrent layer becomes WHILE unless it is unrolled)")
    }
    var buffers: [Range<Int>?] = []
    for table in try root.tables(4, "buffer") { buffers.append(try Network.data(of: table)) }

    tensors = []
    for table in try graph.tables(0, "tensor") { tensors.append(try Tensor(table, buffers: buffers)) }
    inputs = try Network.indices(graph, 1, "subgraph inputs", below: tensors.count)
    outputs = try Network.indices(graph, 2, "subgraph outputs", below: tensors.count)
    steps = []
    for table in try graph.tables(3, "operator") {
      var step = try Step(table, index: steps.count, codes: codes, tensorCount: tensors.count)
      step.inputs = step.inputs.map { $0 >= 0 && tensors[$0].count == 0 ? -1 : $0 }
      steps.append(step)
    }
  }

  /// Indices of tensors, each checked.
  fileprivate static func indices(
    _ table: FlatBufferTable, _ field: Int, _ name: String, below limit: Int, optional: Bool = false
  ) throws(ModelImportError) -> [Int] {
    var indices: [Int] = []
    for index in try table.integers(field, Int32.self, name) {
      guard index < limit && (index >= 0 || (optional && index == -1)) else {
        throw ModelImportError.malformed(
          offset: table.position, expected: "\(name) below \(limit) tensors, found \(index)")
      }
      indices.append(Int(index))
    }
    return indices
  }

  private static func data(of table: FlatBufferTable) throws(ModelImportError) -> Range<Int>? {
    guard try table.integer(1, UInt64.self) <= 1 else {
      throw ModelImportError.unsupported(
        subject: "a buffer at byte \(table.position)", found: "data outside the flatbuffer", supported: "data inside it"
      )
    }
    let elements = try table.elements(0, width: 1, "buffer data")
    return elements?.isEmpty == false ? elements : nil
  }
}

extension Network.Tensor {
  /// Reads a tensor; `buffers` are the data of all buffers.
  fileprivate init(_ table: FlatBufferTable, buffers: [Range<Int>?]) throws(ModelImportError) {
    name = try table.string(3, "a tensor's name")
    shape = try table.integers(0, Int32.self, "a tensor's shape").map(Int.init)
    signature = try table.integers(7, Int32.self, "a tensor's shape signature").map(Int.init)
    type = TensorType(rawValue: try table.integer(1, Int8.self))
    isVariable = try table.integer(5, UInt8.self) != 0
    isSparse = try table.contains(6)
    let index = Int(try table.integer(2, UInt32.self))
    guard index < buffers.count else {
      throw ModelImportError.malformed(
        offset: table.position, expected: "tensor \"\(name)\" to name one of \(buffers.count) buffers, found \(index)")
    }
    data = buffers[index]
    scales = []
    zeroPoints = []
    quantizedDimension = 0
    if let quantization = try table.table(4, "a tensor's quantization") {
      scales = try quantization.integers(2, UInt32.self, "scales").map(Float.init(bitPattern:))
      zeroPoints = try quantization.integers(3, Int64.self, "zero points")
      quantizedDimension = Int(try quantization.integer(6, Int32.self))
    }
    // A tensor of no elements stands for an optional input left out, as in LSTMs.
    guard shape.allSatisfy({ $0 >= 0 && $0 <= 1 << 20 }) && shape.count <= 8, Network.Tensor.fits(shape) else {
      throw ModelImportError.malformed(
        offset: table.position, expected: "tensor \"\(name)\" to have at most 2^24 elements, found shape \(shape)")
    }
  }

  private static func fits(_ shape: [Int]) -> Bool {
    var count = 1
    for size in shape {
      count *= size
      if count > 1 << 24 { return false }
    }
    return true
  }
}

extension Network.Step {
  /// Reads an operator.
  fileprivate init(
    _ table: FlatBufferTable, index: Int, codes: [OperatorCode], tensorCount: Int
  ) throws(ModelImportError) {
    self.index = index
    let codeIndex = Int(try table.integer(0, UInt32.self))
    guard codeIndex < codes.count else {
      throw ModelImportError.malformed(
        offset: table.position, expected: "operator \(index) to use one of \(codes.count) codes, found \(codeIndex)")
    }
    code = codes[codeIndex]
    inputs = try Network.indices(table, 1, "operator inputs", below: tensorCount, optional: true)
    outputs = try Network.indices(table, 2, "operator outputs", below: tensorCount)
    intermediates = try Network.indices(
      table, 8, "operator intermediates", below: tensorCount, optional: true)
    optionsType = try table.integer(3, UInt8.self)
    options = try table.table(4, "operator \(index)'s options")
  }
}
