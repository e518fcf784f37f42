/// Convolution of each int16 channel by itself, with one or more output channels for each; weights `[tile][row][column][16 channels]`.
enum ReferenceDepthwiseConvolutionInt16 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let channels = Int(shape.outputChannels)
    var place = target
    for row in 0..<Int(shape.outputHeight) {
      for column in 0..<Int(shape.outputWidth) {
        var first = 0
        while first < channels {
          let count = min(InferenceLimits.tileChannels, channels - first)
          let sums = sums(
            of: first..<(first + count), row: row, column: column, step, from: source, section: section,
            arena: arena.span)
          sums.store(count, from: first, of: step, section: section, in: &arena, at: place)
          first += count
          place += count * Int16.byteCount
        }
      }
    }
  }

  /// The sums of input × weight of one tile's output channels at one place; beyond an edge the input is 0.
  private static func sums(
    of channels: Range<Int>, row: Int, column: Int, _ step: Operator, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>
  ) -> TileSumsInt16 {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let multiplier = Int(shape.outputChannels) / depth
    let rows = shape.rows(at: row)
    let columns = shape.columns(at: column)
    let weights = Int(step.weightsOffset) + channels.lowerBound * Int(shape.kernelArea)
    var sums = TileSumsInt16()
    for kernelRow in rows.kernel {
      let inputRow = rows.input + kernelRow - rows.kernel.lowerBound
      for kernelColumn in columns.kernel {
        let inputColumn = columns.input + kernelColumn - columns.kernel.lowerBound
        let place = (inputRow * Int(shape.inputWidth) + inputColumn) * depth
        let window = weights + (kernelRow * Int(shape.kernelWidth) + kernelColumn) * InferenceLimits.tileChannels
        for lane in 0..<channels.count {
          let input = place + (channels.lowerBound + lane) / multiplier
          let value = Int16.load(arena, at: source + input * Int16.byteCount)
          sums.add(value, times: Int8.load(section, at: window + lane), to: lane)
        }
      }
    }
    return sums
  }
}
