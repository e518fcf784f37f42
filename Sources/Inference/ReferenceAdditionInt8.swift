/// Sum of two int8 tensors with scales of their own.
enum ReferenceAdditionInt8 {
  /// Both inputs are brought to twice the larger scale with this many more binary places before they are added.
  static let headroomBits: Int32 = 20

  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, and second: Int, to target: Int, arena: inout MutableSpan<Int8>
  ) {
    for index in 0..<Int(step.geometry.inputCount) {
      let left = (Int32(arena[source + index]) &- step.inputZeroPoint) &<< headroomBits
      let right = (Int32(arena[second + index]) &- step.secondInputZeroPoint) &<< headroomBits
      let sum = step.inputScale.apply(left) &+ step.secondInputScale.apply(right)
      arena[target + index] = step.range.output(step.outputScale.apply(sum))
    }
  }
}
