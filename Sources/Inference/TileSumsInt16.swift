/// Sums of one tile of output channels of a layer of int16 activations with weights.
struct TileSumsInt16 {
  private var values = InlineArray<16, Int64>(repeating: 0)

  /// Adds one input times its weight to the sum of one channel.
  @inline(__always)
  mutating func add(_ value: Int32, times weight: Int32, to lane: Int) {
    values[lane] &+= Int64(value &* weight)
  }

  /// Adds biases, scales and writes the outputs of one place.
  ///
  /// - Parameters:
  ///   - count: How many channels of the tile there are.
  ///   - first: The tile's first output channel.
  ///   - step: The operator.
  ///   - section: Holds the channels' constants.
  ///   - arena: Receives the outputs.
  ///   - place: Where the first of them lies.
  @inline(never)
  func store(
    _ count: Int, from first: Int, of step: Operator, section: Span<UInt8>, in arena: inout MutableSpan<Int8>,
    at place: Int
  ) {
    for lane in 0..<count {
      let constants = ChannelConstantsInt16(section: section, at: Int(step.constantsOffset), channel: first + lane)
      let sum = values[lane] &+ constants.bias
      let scaled =
        step.kind == .fullyConnected
        ? constants.factor.apply(sum)
        : step.hasWideSums ? constants.scale.applyWide(sum) : constants.scale.apply(Int32(clamping: sum))
      ElementType.int16.store(step.range.clamp(scaled), in: &arena, at: place + lane * Int16.byteCount)
    }
  }
}
