/// A matrix of int8 weights times each row of int8 activations.
enum ReferenceFullyConnectedInt8 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let units = Int(step.geometry.outputChannels)
    for row in 0..<Int(step.geometry.inputHeight) {
      for unit in 0..<units {
        let sum = accumulator(of: unit, row: row, step, from: source, section: section, arena: arena.span)
        let scale = ChannelConstants(section: section, at: Int(step.constantsOffset), channel: unit).scale
        let output = step.range.output(scale.applyRoundingOnce(sum))
        arena[target + row * units + unit] = Int8(truncatingIfNeeded: output)
      }
    }
  }

  /// The int32 sum of one output before it is scaled: a detector's evidence.
  static func accumulator(
    of unit: Int, row: Int, _ step: Operator, from source: Int, section: Span<UInt8>, arena: Span<Int8>
  ) -> Int32 {
    let depth = Int(step.geometry.inputChannels)
    let tile = unit / InferenceLimits.tileChannels
    let weights = section.extracting(PackedWeights.row(0, ofTile: tile, step))
    let lane = unit % InferenceLimits.tileChannels * InferenceLimits.groupInputs
    let input = arena.extracting((source + row * depth)..<(source + (row + 1) * depth))
    var sum = ChannelConstants(section: section, at: Int(step.constantsOffset), channel: unit).bias
    for index in 0..<depth {
      let group = index / InferenceLimits.groupInputs * PackedWeights.groupBytes
      let weight = Int8(bitPattern: weights[group + lane + index % InferenceLimits.groupInputs])
      sum &+= Int32(input[index]) &* Int32(weight)
    }
    return sum
  }
}
