/// Average and maximum over a window of int8 activations; padding does not count.
enum ReferencePoolInt8 {
  /// Evaluates one operator: the maximum, or the mean rounded half away from zero, in the input's own scale.
  static func evaluate(_ step: Operator, from source: Int, to target: Int, arena: inout MutableSpan<Int8>) {
    let shape = step.geometry
    let isMaximum = step.kind == .maximumPool
    let channels = Int(shape.inputChannels)
    var block = AccumulatorBlock(repeating: 0)
    for outputRow in 0..<Int(shape.outputHeight) {
      let rows = shape.rows(at: outputRow)
      for outputColumn in 0..<Int(shape.outputWidth) {
        let columns = shape.columns(at: outputColumn)
        let place = target + (outputRow * Int(shape.outputWidth) + outputColumn) * channels
        let area = isMaximum ? 1 : Int32(truncatingIfNeeded: rows.kernel.count * columns.kernel.count)
        var first = 0
        while first < channels {
          let count = min(InferenceLimits.blockChannels, channels - first)
          for index in 0..<count { block[index] = isMaximum ? -128 : 0 }
          for row in rows.input..<(rows.input + rows.kernel.count) {
            for column in columns.input..<(columns.input + columns.kernel.count) {
              let inputPlace = source + (row * Int(shape.inputWidth) + column) * channels + first
              for index in 0..<count {
                let value = Int32(arena[inputPlace + index])
                block[index] = isMaximum ? max(block[index], value) : block[index] &+ value
              }
            }
          }
          for index in 0..<count {
            let half = area / 2
            let sum = block[index]
            arena[place + first + index] = step.range.clamp((sum &+ (sum > 0 ? half : 0 &- half)) / area)
          }
          first += count
        }
      }
    }
  }
}
