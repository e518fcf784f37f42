/// A tensor in another scale, zero point or type of element, clamped to an activation's range.
enum ReferenceRequantisation {
  /// Evaluates one operator.
  static func evaluate<Input: TensorElement, Output: TensorElement>(
    _ input: Input.Type, _ output: Output.Type, _ step: Operator, from source: Int, to target: Int,
    arena: inout MutableSpan<Int8>
  ) {
    for index in 0..<Int(step.geometry.inputCount) {
      let value = Input.load(arena.span, at: source + index * Input.byteCount) &- step.inputZeroPoint
      let scaled = step.range.output(step.outputScale.apply(value))
      Output.store(scaled, in: &arena, at: target + index * Output.byteCount)
    }
  }
}
