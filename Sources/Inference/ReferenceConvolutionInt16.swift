/// Convolution of int16 activations with int8 weights, bias of 64 bits and scale by output channel.
enum ReferenceConvolutionInt16 {
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
          let count = min(InferenceLimits.tileChannels, Int(shape.outputChannels) - first)
          let sums = sums(
            ofTile: first / InferenceLimits.tileChannels, row: row, column: column, step, from: source,
            section: section, arena: arena.span)
          sums.store(count, from: first, of: step, section: section, in: &arena, at: place)
          first += count
          place += count * Int16.byteCount
        }
      }
    }
  }

  /// The sums of input × weight of one tile's output channels at one place; beyond an edge the input is 0.
  private static func sums(
    ofTile tile: Int, row: Int, column: Int, _ step: Operator, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>
  ) -> TileSumsInt16 {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let rows = shape.rows(at: row)
    let columns = shape.columns(at: column)
    let inside = (columns.kernel.lowerBound * depth)..<(columns.kernel.upperBound * depth)
    var sums = TileSumsInt16()
    for kernelRow in rows.kernel {
      let inputRow = rows.input + kernelRow - rows.kernel.lowerBound
      let place = source + ((inputRow * Int(shape.inputWidth) + columns.input) * depth) * Int16.byteCount
      let weights = section.extracting(PackedWeights.row(kernelRow, ofTile: tile, step))
      for index in inside {
        let value = Int16.load(arena, at: place + (index - inside.lowerBound) * Int16.byteCount)
        for lane in 0..<InferenceLimits.tileChannels {
          sums.add(value, times: PackedWeights.weight(of: lane, at: index, weights), to: lane)
        }
      }
    }
    return sums
  }
}
