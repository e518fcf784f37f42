/// Elements of one int8 tensor in other places of another.
enum ReferenceCopyInt8 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let copy = StridedCopy(section: section, at: Int(step.weightsOffset))
    if copy.fills {
      for index in 0..<Int(step.outputCount) { arena[target + index] = Int8(truncatingIfNeeded: step.range.zeroPoint) }
    }
    let last = StridedCopy.axes - 1
    var runs = 1
    for axis in 0..<last { runs *= Int(copy.sizes[axis]) }
    for run in 0..<runs {
      var rest = UInt32(truncatingIfNeeded: run)
      var from = source + Int(copy.sourceStart)
      var to = target + Int(copy.targetStart)
      for axis in stride(from: last - 1, through: 0, by: -1) {
        let size = UInt32(bitPattern: copy.sizes[axis])
        let index = Int(rest % size)
        rest /= size
        from += index * Int(copy.sourceStrides[axis])
        to += index * Int(copy.targetStrides[axis])
      }
      for _ in 0..<copy.sizes[last] {
        arena[to] = arena[from]
        from += Int(copy.sourceStrides[last])
        to += Int(copy.targetStrides[last])
      }
    }
  }
}
