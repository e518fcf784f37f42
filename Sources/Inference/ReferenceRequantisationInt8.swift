/// An int8 tensor in another scale and zero point, clamped to an activation's range.
enum ReferenceRequantisationInt8 {
  /// Evaluates one operator.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    for index in 0..<Int(step.geometry.inputCount) {
      let value = Int32(arena[source + index]) &- step.inputZeroPoint
      arena[target + index] = step.range.output(step.outputScale.apply(value))
    }
  }
}
