/// Two operands with scales of their own, element by element.
enum ReferenceArithmetic {
  /// Evaluates one operator; the second operand, a tensor or a constant of the section, is as long as one row and is taken again for each.
  static func evaluate<Element: TensorElement>(
    _ type: Element.Type, _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let width = Element.byteCount
    let period = Int(step.geometry.inputChannels)
    var place = 0
    for index in 0..<Int(step.geometry.inputCount) {
      let left = Element.load(arena.span, at: source + index * width)
      let right =
        step.secondInput == Operator.noTensor
        ? Element.load(section, at: Int(step.weightsOffset) + place * width)
        : Element.load(arena.span, at: second + place * width)
      Element.store(output(type, of: step, left, right), in: &arena, at: target + index * width)
      place = place + 1 == period ? 0 : place + 1
    }
  }

  @inline(__always)
  private static func output<Element: TensorElement>(
    _ type: Element.Type, of step: Operator, _ first: Int32, _ second: Int32
  ) -> Int32 {
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
      let augend = step.inputScale.apply(left &<< Element.headroomBits)
      let addend = step.secondInputScale.apply(right &<< Element.headroomBits)
      value = step.kind == .subtraction ? augend &- addend : augend &+ addend
    }
    return step.range.output(scale.apply(value))
  }
}
