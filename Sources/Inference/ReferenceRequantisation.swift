/// A tensor in another scale, zero point or type of element, clamped to an activation's range.
enum ReferenceRequantisation {
  /// Evaluates one operator.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    let (input, output) = (step.elements, step.outputElements)
    for index in 0..<Int(step.geometry.inputCount) {
      let value = input.load(arena.span, at: source + index * input.byteCount) &- step.inputZeroPoint
      let scaled = step.range.output(step.outputScale.apply(value))
      output.store(scaled, in: &arena, at: target + index * output.byteCount)
    }
  }
}
