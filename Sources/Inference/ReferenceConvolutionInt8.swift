/// Convolution of int8 activations with int8 weights, bias and scale by output channel.
enum ReferenceConvolutionInt8 {
  /// Evaluates one operator.
  ///
  /// Output channels are the outer loop, so that a channel's constants and weights are taken once. The window's part that lies on the
  /// input is found outside the dot product, whose two runs are contiguous.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let shape = step.geometry
    let channels = Int(shape.outputChannels)
    let depth = Int(shape.inputChannels)
    let inputPitch = Int(shape.inputWidth) * depth
    let kernelPitch = Int(shape.kernelWidth) * depth
    let weightCount = Int(shape.kernelHeight) * kernelPitch
    let offset = Int16(truncatingIfNeeded: 0 &- step.inputZeroPoint)
    for channel in 0..<channels {
      let constants = ChannelConstants(
        section: section, at: Int(step.constantsOffset) + channel * Operator.channelConstantBytes)
      let first = Int(step.weightsOffset) + channel * weightCount
      let weights = section.extracting(first..<(first + weightCount))
      var place = target + channel
      for outputRow in 0..<Int(shape.outputHeight) {
        let rows = shape.rows(at: outputRow)
        for outputColumn in 0..<Int(shape.outputWidth) {
          let columns = shape.columns(at: outputColumn)
          let count = columns.kernel.count * depth
          var sum = constants.bias
          var inputPlace = source + rows.input * inputPitch + columns.input * depth
          var weightPlace = rows.kernel.lowerBound * kernelPitch + columns.kernel.lowerBound * depth
          for _ in rows.kernel {
            sum &+= dotProduct(
              arena.span.extracting(inputPlace..<(inputPlace + count)), offset: offset,
              weights.extracting(weightPlace..<(weightPlace + count)))
            inputPlace += inputPitch
            weightPlace += kernelPitch
          }
          arena[place] = step.range.output(constants.scale.apply(sum))
          place += channels
        }
      }
    }
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
