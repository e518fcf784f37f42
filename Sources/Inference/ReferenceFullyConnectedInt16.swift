/// A matrix of int8 weights times each row of int16 activations.
enum ReferenceFullyConnectedInt16 {
  /// Evaluates one operator.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let units = Int(step.geometry.outputChannels)
    let rowBytes = Int(step.geometry.inputChannels) * Int16.byteCount
    var place = target
    for row in 0..<Int(step.geometry.inputHeight) {
      for unit in 0..<units {
        let constants = ChannelConstantsInt16(section: section, at: Int(step.constantsOffset), channel: unit)
        let sum = sum(of: unit, step, from: source + row * rowBytes, section: section, arena: arena.span)
        Int16.store(step.range.clamp(constants.factor.apply(sum &+ constants.bias)), in: &arena, at: place)
        place += Int16.byteCount
      }
    }
  }

  /// The sum of one row's inputs × weights.
  private static func sum(
    of unit: Int, _ step: Operator, from place: Int, section: Span<UInt8>, arena: Span<Int8>
  ) -> Int64 {
    let tile = unit / InferenceLimits.tileChannels
    let weights = section.extracting(PackedWeights.row(0, ofTile: tile, step))
    var sum: Int64 = 0
    for index in 0..<Int(step.geometry.inputChannels) {
      let value = Int16.load(arena, at: place + index * Int16.byteCount)
      sum &+= Int64(value &* PackedWeights.weight(of: unit % InferenceLimits.tileChannels, at: index, weights))
    }
    return sum
  }
}
