/// Two operands with scales of their own, element by element.
enum ReferenceArithmetic {
  /// Evaluates one operator; the second operand, a tensor or a constant of the section, is as long as one row and is
  /// taken again for each.
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let (elements, width) = (step.elements, step.elements.byteCount)
    let period = Int(step.geometry.inputChannels)
    var place = 0
    for index in 0..<Int(step.geometry.inputCount) {
      let left = elements.load(arena.span, at: source + index * width)
      let right =
        step.secondInput == Operator.noTensor
        ? elements.load(section, at: Int(step.weightsOffset) + place * width)
        : elements.load(arena.span, at: second + place * width)
      elements.store(output(of: step, left, right), in: &arena, at: target + index * width)
      place = place + 1 == period ? 0 : place + 1
    }
  }

  @inline(__always)
  private static func output(of step: Operator, _ first: Int32, _ second: Int32) -> Int32 {
    let left = first &- step.inputZeroPoint
    let right = second &- step.secondInputZeroPoint
    var value = left &* right
    var scale = step.outputScale
    switch step.kind {
    case .minimum: return step.range.clamp(min(first, second))
    case .maximum: return step.range.clamp(max(first, second))
    case .multiplication: break
    case .parametricRectifier:
      if left >= 0 { (value, scale) = (left, step.inputScale) }
    default:
      let augend = step.inputScale.apply(left &<< step.elements.headroomBits)
      let addend = step.secondInputScale.apply(right &<< step.elements.headroomBits)
      value = step.kind == .subtraction ? augend &- addend : augend &+ addend
    }
    return step.range.output(scale.apply(value))
  }
}
