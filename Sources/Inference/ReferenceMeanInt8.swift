/// Mean over the middle axis of int8 activations, into another scale.
enum ReferenceMeanInt8 {
  /// Evaluates one operator; the division by the number of elements is part of its scale.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    let channels = Int(step.geometry.inputChannels)
    let elements = Int(step.geometry.inputWidth)
    let zero = step.inputZeroPoint &* Int32(truncatingIfNeeded: elements)
    var sums = AccumulatorBlock(repeating: 0)
    for row in 0..<Int(step.geometry.inputHeight) {
      var first = 0
      while first < channels {
        let count = min(InferenceLimits.blockChannels, channels - first)
        for index in 0..<count { sums[index] = 0 &- zero }
        for element in 0..<elements {
          let place = source + (row * elements + element) * channels + first
          let input = arena.span.extracting(place..<(place + count))
          for index in 0..<count { sums[index] &+= Int32(input[index]) }
        }
        for index in 0..<count {
          arena[target + row * channels + first + index] = step.range.output(step.outputScale.apply(sums[index]))
        }
        first += count
      }
    }
  }
}
