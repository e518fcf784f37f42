/// Average and maximum over a window of int8 activations; padding does not count.
enum ReferencePoolInt8 {
  /// Evaluates an average pool: the mean rounded half away from zero, in the input's own scale.
  static func evaluateAverage(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    evaluate(step, from: source, to: target, arena: &arena, start: 0) { sum, value in
      sum &+ value
    } finish: { sum, count in
      let half = count / 2
      return (sum &+ (sum > 0 ? half : 0 &- half)) / count
    }
  }

  /// Evaluates a maximum pool.
  static func evaluateMaximum(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    evaluate(step, from: source, to: target, arena: &arena, start: -128) { highest, value in
      max(highest, value)
    } finish: { highest, _ in
      highest
    }
  }

  @inline(__always)
  private static func evaluate(
    _ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>, start: Int32,
    combine: (Int32, Int32) -> Int32, finish: (Int32, Int32) -> Int32
  ) {
    let shape = step.geometry
    let channels = Int(shape.inputChannels)
    var block = AccumulatorBlock(repeating: 0)
    for outputRow in 0..<Int(shape.outputHeight) {
      let rows = shape.rows(at: outputRow)
      for outputColumn in 0..<Int(shape.outputWidth) {
        let columns = shape.columns(at: outputColumn)
        let place = target + (outputRow * Int(shape.outputWidth) + outputColumn) * channels
        let area = Int32(truncatingIfNeeded: rows.kernel.count * columns.kernel.count)
        var first = 0
        while first < channels {
          let count = min(InferenceLimits.blockChannels, channels - first)
          for index in 0..<count { block[index] = start }
          for row in rows.input..<(rows.input + rows.kernel.count) {
            for column in columns.input..<(columns.input + columns.kernel.count) {
              let inputPlace = source + (row * Int(shape.inputWidth) + column) * channels + first
              let input = arena.span.extracting(inputPlace..<(inputPlace + count))
              for index in 0..<count { block[index] = combine(block[index], Int32(input[index])) }
            }
          }
          for index in 0..<count {
            arena[place + first + index] = step.range.clamp(finish(block[index], area))
          }
          first += count
        }
      }
    }
  }
}
