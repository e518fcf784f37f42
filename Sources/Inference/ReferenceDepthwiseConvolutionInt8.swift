/// Convolution of each int8 channel by itself, with one or more output channels for each; weights
/// `[tile][row][column][16 channels]`.
enum ReferenceDepthwiseConvolutionInt8 {
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
          for lane in 0..<count {
            let constants = ChannelConstants(section: section, at: Int(step.constantsOffset), channel: first + lane)
            let output = step.range.output(constants.scale.apply(constants.bias &+ sums[lane]))
            arena[place + first + lane] = Int8(truncatingIfNeeded: output)
          }
          first += count
        }
        place += channels
      }
    }
  }

  /// The sums of input × weight of one tile's output channels at one place; beyond an edge the input is its zero point.
  private static func sums(
    of channels: Range<Int>, row: Int, column: Int, _ step: Operator, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>
  ) -> TileSums {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let multiplier = Int(shape.outputChannels) / depth
    let rows = shape.rows(at: row)
    let columns = shape.columns(at: column)
    var weights = Int(step.weightsOffset) + channels.lowerBound * Int(shape.kernelArea)
    var sums = TileSums(repeating: 0)
    for kernelRow in 0..<Int(shape.kernelHeight) {
      let inputRow = rows.input + kernelRow - rows.kernel.lowerBound
      for kernelColumn in 0..<Int(shape.kernelWidth) {
        let inputColumn = columns.input + kernelColumn - columns.kernel.lowerBound
        let place = source + (inputRow * Int(shape.inputWidth) + inputColumn) * depth
        let isInside = rows.kernel.contains(kernelRow) && columns.kernel.contains(kernelColumn)
        for lane in 0..<channels.count {
          let input = place + (channels.lowerBound + lane) / multiplier
          let value = isInside ? Int32(arena[input]) : step.inputZeroPoint
          sums[lane] &+= value &* Int32(Int8(bitPattern: section[weights + lane]))
        }
        weights += InferenceLimits.tileChannels
      }
    }
    return sums
  }
}
