/// Two int8 operands with scales of their own, element by element.
enum ReferenceArithmeticInt8 {
  /// The inputs of a sum are brought to twice the larger scale with this many more binary places before they are added.
  static let headroomBits: Int32 = 20

  /// Evaluates one operator; the second operand, a tensor or a constant of the section, is as long as one row and is taken again for each.
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let period = Int(step.geometry.inputChannels)
    var place = 0
    for index in 0..<Int(step.geometry.inputCount) {
      let right =
        step.secondInput == Operator.noTensor
        ? Int8(bitPattern: section[Int(step.weightsOffset) + place]) : arena[second + place]
      arena[target + index] = output(of: step, Int32(arena[source + index]), Int32(right))
      place = place + 1 == period ? 0 : place + 1
    }
  }

  @inline(__always)
  private static func output(of step: Operator, _ first: Int32, _ second: Int32) -> Int8 {
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
      let augend = step.inputScale.apply(left &<< headroomBits)
      let addend = step.secondInputScale.apply(right &<< headroomBits)
      value = step.kind == .subtraction ? augend &- addend : augend &+ addend
    }
    return step.range.output(scale.apply(value))
  }
}
