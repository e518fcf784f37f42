/// Rows and columns of zero around an int8 tensor.
enum ReferencePaddingInt8 {
  /// Evaluates one operator.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    let shape = step.geometry
    for index in 0..<Int(shape.outputCount) {
      arena[target + index] = Int8(truncatingIfNeeded: step.range.zeroPoint)
    }
    let run = Int(shape.inputWidth) * Int(shape.inputChannels)
    for row in 0..<Int(shape.inputHeight) {
      let outputRow = row + Int(shape.paddingTop)
      let place =
        target + (outputRow * Int(shape.outputWidth) + Int(shape.paddingLeft)) * Int(shape.outputChannels)
      for index in 0..<run { arena[place + index] = arena[source + row * run + index] }
    }
  }
}
