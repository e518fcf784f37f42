/// Average and maximum over a window; padding does not count.
enum ReferencePool {
  /// Evaluates one operator: the maximum, or the mean rounded half away from zero, in the input's own scale.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>
  ) {
    let (elements, width) = (step.elements, step.elements.byteCount)
    let shape = step.geometry
    let isMaximum = step.kind == .maximumPool
    let channels = Int(shape.inputChannels)
    var block = AccumulatorBlock(repeating: 0)
    for outputRow in 0..<Int(shape.outputHeight) {
      let rows = shape.rows(at: outputRow)
      for outputColumn in 0..<Int(shape.outputWidth) {
        let columns = shape.columns(at: outputColumn)
        let place = target + (outputRow * Int(shape.outputWidth) + outputColumn) * channels * width
        let area = isMaximum ? 1 : Int32(truncatingIfNeeded: rows.kernel.count * columns.kernel.count)
        var first = 0
        while first < channels {
          let count = min(InferenceLimits.blockChannels, channels - first)
          for index in 0..<count { block[index] = isMaximum ? elements.lowest : 0 }
          for row in rows.input..<(rows.input + rows.kernel.count) {
            for column in columns.input..<(columns.input + columns.kernel.count) {
              let inputPlace = source + ((row * Int(shape.inputWidth) + column) * channels + first) * width
              for index in 0..<count {
                let value = elements.load(arena.span, at: inputPlace + index * width)
                block[index] = isMaximum ? max(block[index], value) : block[index] &+ value
              }
            }
          }
          for index in 0..<count {
            let half = area / 2
            let sum = block[index]
            let output = step.range.clamp((sum &+ (sum > 0 ? half : 0 &- half)) / area)
            elements.store(output, in: &arena, at: place + (first + index) * width)
          }
          first += count
        }
      }
    }
  }
}
