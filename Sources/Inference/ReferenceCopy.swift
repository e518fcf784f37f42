/// Elements of one tensor in other places of another.
enum ReferenceCopy {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let (elements, width) = (step.elements, step.elements.byteCount)
    let copy = StridedCopy(section: section, at: Int(step.weightsOffset))
    if copy.fills {
      for index in 0..<Int(step.outputCount) {
        elements.store(step.range.zeroPoint, in: &arena, at: target + index * width)
      }
    }
    let last = StridedCopy.axes - 1
    var runs = 1
    for axis in 0..<last { runs *= Int(copy.sizes[axis]) }
    for run in 0..<runs {
      var rest = UInt32(truncatingIfNeeded: run)
      var from = source + Int(copy.sourceStart) * width
      var to = target + Int(copy.targetStart) * width
      for axis in stride(from: last - 1, through: 0, by: -1) {
        let size = UInt32(bitPattern: copy.sizes[axis])
        let index = Int(rest % size)
        rest /= size
        from += index * Int(copy.sourceStrides[axis]) * width
        to += index * Int(copy.targetStrides[axis]) * width
      }
      for _ in 0..<copy.sizes[last] {
        elements.store(elements.load(arena.span, at: from), in: &arena, at: to)
        from += Int(copy.sourceStrides[last]) * width
        to += Int(copy.targetStrides[last]) * width
      }
    }
  }
}
