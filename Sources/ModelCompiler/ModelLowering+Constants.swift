extension ModelLowering {
  /// The bytes of a constant tensor.
  ///
  /// - Parameters:
  ///   - position: Which of the step's inputs.
  ///   - type: The element type it must have.
  ///   - width: Bytes of one element.
  ///   - step: The step.
  /// - Returns: The tensor, and where its data lie in the file.
  /// - Throws: `ModelImportError` if it is absent, of another type or of another size.
  func constant(
    _ position: Int, _ type: TensorType, width: Int, of step: Network.Step
  ) throws(ModelImportError) -> (tensor: Network.Tensor, data: Range<Int>) {
    guard position < step.inputs.count, step.inputs[position] >= 0 else {
      throw unsupported(step, "input \(position) is missing", "a constant \(type) tensor")
    }
    let tensor = network.tensors[step.inputs[position]]
    guard tensor.type == type, !tensor.isSparse, let data = tensor.data else {
      throw unsupported(
        step, "tensor \"\(tensor.name)\" is \(tensor.type)\(tensor.data == nil ? " and not constant" : "")",
        "constant \(type)")
    }
    guard data.count == tensor.count * width else {
      throw ModelImportError.malformed(
        offset: data.lowerBound,
        expected: "\(tensor.count * width) bytes of tensor \"\(tensor.name)\", found \(data.count)")
    }
    return (tensor, data)
  }

  /// The whole numbers of a constant tensor of INT32 or INT64.
  func constantIntegers(_ position: Int, of step: Network.Step) throws(ModelImportError) -> [Int] {
    guard position < step.inputs.count, step.inputs[position] >= 0 else {
      throw unsupported(step, "input \(position) is missing", "a constant INT32 tensor")
    }
    let isWide = network.tensors[step.inputs[position]].type == .int64
    let width = isWide ? 8 : 4
    let data = try constant(position, isWide ? .int64 : .int32, width: width, of: step).data
    var values: [Int] = []
    for place in stride(from: data.lowerBound, to: data.upperBound, by: width) {
      values.append(
        isWide
          ? Int(try network.buffer.integer(Int64.self, at: place, "a constant"))
          : Int(try network.buffer.integer(Int32.self, at: place, "a constant")))
    }
    return values
  }
}
