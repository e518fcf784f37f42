/// Convolution of int8 activations with int8 weights, bias and scale by output channel.
enum ReferenceConvolutionInt8 {
  /// Output channels done together, so that an input is loaded and widened once for all of them.
  private static let tileChannels = 4

  /// Evaluates one operator, four output channels at a time.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let channels = Int(step.geometry.outputChannels)
    var first = 0
    while first < channels {
      let tile = first..<min(first + tileChannels, channels)
      evaluate(tile, step, from: source, to: target, section: section, arena: &arena)
      first += tileChannels
    }
  }

  /// Evaluates the channels of one tile at every place. A tile that is not full repeats its last channel and drops what is too much.
  ///
  /// The window's part that lies on the input is found outside the inner loop, whose runs are contiguous. Sums of offsets cannot overflow: a
  /// plan's sizes are bounded.
  private static func evaluate(
    _ tile: Range<Int>, _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let depth = Int(shape.inputChannels)
    let inputPitch = Int(shape.inputWidth) &* depth
    let kernelPitch = Int(shape.kernelWidth) &* depth
    let weightCount = Int(shape.kernelHeight) &* kernelPitch
    let offset = Int16(truncatingIfNeeded: 0 &- step.inputZeroPoint)
    let last = tile.upperBound - 1
    let channels = (tile.lowerBound, min(tile.lowerBound + 1, last), min(tile.lowerBound + 2, last), last)
    let constants = (
      constants(of: channels.0, step, section), constants(of: channels.1, step, section),
      constants(of: channels.2, step, section), constants(of: channels.3, step, section)
    )
    let weights = Int(step.weightsOffset)
    let starts = (
      weights &+ channels.0 &* weightCount, weights &+ channels.1 &* weightCount,
      weights &+ channels.2 &* weightCount, weights &+ channels.3 &* weightCount
    )
    var place = target &+ tile.lowerBound
    for outputRow in 0..<Int(shape.outputHeight) {
      let rows = shape.rows(at: outputRow)
      for outputColumn in 0..<Int(shape.outputWidth) {
        let columns = shape.columns(at: outputColumn)
        let count = columns.kernel.count &* depth
        var inputPlace = source &+ rows.input &* inputPitch &+ columns.input &* depth
        var weightPlace = rows.kernel.lowerBound &* kernelPitch &+ columns.kernel.lowerBound &* depth
        var sums = (constants.0.bias, constants.1.bias, constants.2.bias, constants.3.bias)
        for _ in rows.kernel {
          let input = arena.span.extracting(inputPlace..<(inputPlace &+ count))
          let rows = (
            section.extracting((starts.0 &+ weightPlace)..<(starts.0 &+ weightPlace &+ count)),
            section.extracting((starts.1 &+ weightPlace)..<(starts.1 &+ weightPlace &+ count)),
            section.extracting((starts.2 &+ weightPlace)..<(starts.2 &+ weightPlace &+ count)),
            section.extracting((starts.3 &+ weightPlace)..<(starts.3 &+ weightPlace &+ count))
          )
          for index in 0..<count {
            let value = Int32(Int16(input[index]) &+ offset)
            sums.0 &+= value &* Int32(Int8(bitPattern: rows.0[index]))
            sums.1 &+= value &* Int32(Int8(bitPattern: rows.1[index]))
            sums.2 &+= value &* Int32(Int8(bitPattern: rows.2[index]))
            sums.3 &+= value &* Int32(Int8(bitPattern: rows.3[index]))
          }
          inputPlace &+= inputPitch
          weightPlace &+= kernelPitch
        }
        arena[place] = step.range.output(constants.0.scale.apply(sums.0))
        if tile.count > 1 { arena[place &+ 1] = step.range.output(constants.1.scale.apply(sums.1)) }
        if tile.count > 2 { arena[place &+ 2] = step.range.output(constants.2.scale.apply(sums.2)) }
        if tile.count > 3 { arena[place &+ 3] = step.range.output(constants.3.scale.apply(sums.3)) }
        place &+= Int(shape.outputChannels)
      }
    }
  }

  private static func constants(of channel: Int, _ step: Operator, _ section: Span<UInt8>) -> ChannelConstants {
    ChannelConstants(section: section, at: Int(step.constantsOffset) + channel * Operator.channelConstantBytes)
  }

  /// The sum of (input + offset) × weight.
  @inline(__always)
  static func dotProduct(_ input: Span<Int8>, offset: Int16, _ weights: Span<UInt8>) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<min(input.count, weights.count) {
      sum &+= Int32(Int16(input[index]) &+ offset) &* Int32(Int8(bitPattern: weights[index]))
    }
    return sum
  }
}
