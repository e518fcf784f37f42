/// Convolution of each int8 channel by itself, with one or more output channels for each.
enum ReferenceDepthwiseConvolutionInt8 {
  /// Evaluates one operator.
  ///
  /// Neighbouring channels are contiguous in the input and the weights, so they are the inner loop; a block's constants are taken once.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let channels = Int(shape.outputChannels)
    var sums = AccumulatorBlock(repeating: 0)
    var biases = AccumulatorBlock(repeating: 0)
    var scales = InlineArray<64, Requantisation>(repeating: Requantisation())
    var first = 0
    while first < channels {
      let count = min(InferenceLimits.blockChannels, channels - first)
      for index in 0..<count {
        let constants = ChannelConstants(
          section: section, at: Int(step.constantsOffset) + (first + index) * Operator.channelConstantBytes)
        biases[index] = constants.bias
        scales[index] = constants.scale
      }
      var place = target + first
      for row in 0..<Int(shape.outputHeight) {
        for column in 0..<Int(shape.outputWidth) {
          for index in 0..<count { sums[index] = biases[index] }
          accumulate(
            first..<(first + count), row: row, column: column, step, from: source, section: section,
            arena: arena.span, into: &sums)
          for index in 0..<count { arena[place + index] = step.range.output(scales[index].apply(sums[index])) }
          place += channels
        }
      }
      first += count
    }
  }

  /// Adds one window to the sums of a block of output channels.
  @inline(__always)
  private static func accumulate(
    _ block: Range<Int>, row: Int, column: Int, _ step: Operator, from source: Int, section: Span<UInt8>,
    arena: Span<Int8>, into sums: inout AccumulatorBlock
  ) {
    let shape = step.geometry
    let channels = Int(shape.outputChannels)
    let depth = Int(shape.inputChannels)
    let multiplier = channels / depth
    let offset = Int16(truncatingIfNeeded: 0 &- step.inputZeroPoint)
    let rows = shape.rows(at: row)
    let columns = shape.columns(at: column)
    for kernelRow in rows.kernel {
      let inputRow = rows.input + kernelRow - rows.kernel.lowerBound
      for kernelColumn in columns.kernel {
        let inputColumn = columns.input + kernelColumn - columns.kernel.lowerBound
        let inputPlace = source + (inputRow * Int(shape.inputWidth) + inputColumn) * depth
        let weightPlace =
          Int(step.weightsOffset) + (kernelRow * Int(shape.kernelWidth) + kernelColumn) * channels + block.lowerBound
        let weights = section.extracting(weightPlace..<(weightPlace + block.count))
        if multiplier == 1 {
          let start = inputPlace + block.lowerBound
          add(arena.extracting(start..<(start + block.count)), offset: offset, times: weights, to: &sums)
        } else {
          let input = arena.extracting(inputPlace..<(inputPlace + depth))
          for index in 0..<block.count {
            let value = Int16(input[(block.lowerBound + index) / multiplier]) &+ offset
            sums[index] &+= Int32(value) &* Int32(Int8(bitPattern: weights[index]))
          }
        }
      }
    }
  }

  /// Adds (input + offset) × weight to each channel's sum.
  @inline(__always)
  private static func add(
    _ input: Span<Int8>, offset: Int16, times weights: Span<UInt8>, to sums: inout AccumulatorBlock
  ) {
    var target = sums.mutableSpan
    for index in 0..<min(input.count, min(weights.count, target.count)) {
      target[index] &+= Int32(Int16(input[index]) &+ offset) &* Int32(Int8(bitPattern: weights[index]))
    }
  }
}
