/// Mean over the middle axis of a tensor, into another scale.
enum ReferenceMean {
  /// Evaluates one operator; the division by the number of elements is part of its scale.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    let (elements, width) = (step.elements, step.elements.byteCount)
    let channels = Int(step.geometry.inputChannels)
    let columns = Int(step.geometry.inputWidth)
    let zero = step.inputZeroPoint &* Int32(truncatingIfNeeded: columns)
    var sums = AccumulatorBlock(repeating: 0)
    for row in 0..<Int(step.geometry.inputHeight) {
      var first = 0
      while first < channels {
        let count = min(InferenceLimits.blockChannels, channels - first)
        for index in 0..<count { sums[index] = 0 &- zero }
        for column in 0..<columns {
          let place = source + ((row * columns + column) * channels + first) * width
          let input = arena.span.extracting(place..<(place + count * width))
          for index in 0..<count { sums[index] &+= elements.load(input, at: index * width) }
        }
        for index in 0..<count {
          let output = step.range.output(step.outputScale.apply(sums[index]))
          elements.store(output, in: &arena, at: target + (row * channels + first + index) * width)
        }
        first += count
      }
    }
  }
}
