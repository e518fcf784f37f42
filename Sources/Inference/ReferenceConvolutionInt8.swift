/// Convolution of int8 activations with int8 weights, bias and scale by output channel.
enum ReferenceConvolutionInt8 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    var place = target
    for row in 0..<Int(shape.outputHeight) {
      for column in 0..<Int(shape.outputWidth) {
        var first = 0
        while first < Int(shape.outputChannels) {
          let sums = sums(
            ofTile: first / InferenceLimits.tileChannels, row: row, column: column, step, from: source,
            section: section, arena: arena.span)
          let count = min(InferenceLimits.tileChannels, Int(shape.outputChannels) - first)
          for lane in 0..<count {
            let constants = ChannelConstants(section: section, at: Int(step.constantsOffset), channel: first + lane)
            let output = step.range.output(constants.scale.apply(constants.bias &+ sums[lane]))
            arena[place + first + lane] = Int8(truncatingIfNeeded: output)
          }
          first += count
        }
        place += Int(shape.outputChannels)
      }
    }
  }

  /// The sums of input × weight of one tile's output channels at one place; beyond an edge the input is its zero point.
  private static func sums(
    ofTile tile: Int, row: Int, column: Int, _ step: Operator, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>
  ) -> TileSums {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let rows = shape.rows(at: row)
    let columns = shape.columns(at: column)
    let inside = (columns.kernel.lowerBound * depth)..<(columns.kernel.upperBound * depth)
    let rowCount = Int(shape.kernelWidth) * depth
    var sums = TileSums(repeating: 0)
    for kernelRow in 0..<Int(shape.kernelHeight) {
      let inputRow = rows.input + kernelRow - rows.kernel.lowerBound
      let place = source + (inputRow * Int(shape.inputWidth) + columns.input) * depth - inside.lowerBound
      let isInside = rows.kernel.contains(kernelRow)
      let weights = section.extracting(PackedWeights.row(kernelRow, ofTile: tile, step))
      for index in 0..<rowCount {
        let value = isInside && inside.contains(index) ? Int32(arena[place + index]) : step.inputZeroPoint
        PackedWeights.add(value, times: weights, at: index, to: &sums)
      }
    }
    return sums
  }
}
