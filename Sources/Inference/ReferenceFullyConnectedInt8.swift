/// A matrix of int8 weights times each row of int8 activations.
enum ReferenceFullyConnectedInt8 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let units = Int(step.geometry.outputChannels)
    for row in 0..<Int(step.geometry.inputHeight) {
      for unit in 0..<units {
        let scale = constants(of: unit, step, section: section).scale
        let sum = accumulator(of: unit, row: row, step, from: source, section: section, arena: arena.span)
        arena[target + row * units + unit] = step.range.output(scale.applyRoundingOnce(sum))
      }
    }
  }

  /// The int32 sum of one output before it is scaled: a detector's evidence.
  static func accumulator(
    of unit: Int, row: Int, _ step: Operator, from source: Int, section: Span<UInt8>, arena: Span<Int8>
  ) -> Int32 {
    let depth = Int(step.geometry.inputChannels)
    let weights = Int(step.weightsOffset) + unit * depth
    let input = source + row * depth
    return constants(of: unit, step, section: section).bias
      &+ ReferenceConvolutionInt8.dotProduct(
        arena.extracting(input..<(input + depth)), offset: Int16(truncatingIfNeeded: 0 &- step.inputZeroPoint),
        section.extracting(weights..<(weights + depth)))
  }

  private static func constants(of unit: Int, _ step: Operator, section: Span<UInt8>) -> ChannelConstants {
    ChannelConstants(section: section, at: Int(step.constantsOffset) + unit * Operator.channelConstantBytes)
  }
}
