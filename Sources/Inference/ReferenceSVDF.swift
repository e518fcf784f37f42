import Vocabulary

/// A layer of filters of rank one in input and time (SVDF): each keeps its product with the last inputs, int16, and
/// sums them with weights of time; neighbouring filters add up to an output.
///
/// The geometry has the filters of an output in `kernelHeight`, the inputs remembered in `kernelWidth`. The state holds
/// `[filter][oldest to newest]`; weights are `[filter][inputs]` int8, then, at an even place, `[filter][oldest to
/// newest]` int16; constants what each output's sum starts from. `inputScale` leads from a product to the state. A sum
/// beyond 32 bits ends at the highest and lowest Int32; LiteRT's is undefined there.
enum ReferenceSVDF {
  /// How many filters there are.
  static func filters(_ shape: WindowGeometry) -> Int64 { Int64(shape.outputChannels) * Int64(shape.kernelHeight) }

  /// Elements of the state.
  static func stateCount(_ shape: WindowGeometry) -> Int64 { filters(shape) * Int64(shape.kernelWidth) }

  /// Bytes of the weights of the inputs, to an even place.
  private static func featureBytes(_ shape: WindowGeometry) -> Int64 {
    (filters(shape) * Int64(shape.inputChannels) + 1) & ~1
  }

  /// Bytes of all weights.
  static func weightBytes(_ shape: WindowGeometry) -> Int64 { featureBytes(shape) + 2 * stateCount(shape) }

  /// Evaluates one operator, and leaves its state with this input as the newest.
  static func evaluate(
    _ step: Operator, from source: Int, and state: Int, to target: Int, section: Span<UInt8>,
    arena: inout MutableSpan<Int8>
  ) {
    let (rank, memory) = (Int(step.geometry.kernelHeight), Int(step.geometry.kernelWidth))
    let times = Int(step.weightsOffset) + Int(featureBytes(step.geometry))
    for unit in 0..<Int(step.geometry.outputChannels) {
      var sum = Int64(section.int32(at: Int(step.constantsOffset) + 4 * unit))
      for filter in (unit * rank)..<((unit + 1) * rank) {
        let line = state + 2 * memory * filter
        let newest = feature(step, filter, arena.span, source, section)
        for place in line..<(line + 2 * (memory - 1)) { arena[place] = arena[place + 2] }
        ElementType.int16.store(newest, in: &arena, at: line + 2 * (memory - 1))
        for index in 0..<memory {
          let weight = ElementType.int16.load(section, at: times + 2 * (memory * filter + index))
          sum &+= Int64(weight &* Int16.load(arena.span, at: line + 2 * index))
        }
      }
      let scaled = step.outputScale.apply(Int32(clamping: sum))
      arena[target + unit] = Int8(truncatingIfNeeded: step.range.output(scaled))
    }
  }

  /// A filter's product with the input.
  private static func feature(
    _ step: Operator, _ filter: Int, _ arena: Span<Int8>, _ source: Int, _ section: Span<UInt8>
  ) -> Int32 {
    let count = Int(step.geometry.inputChannels)
    let first = Int(step.weightsOffset) + filter * count
    let (values, weights) = (arena.extracting(source..<(source + count)), section.extracting(first..<(first + count)))
    var sum: Int32 = 0
    for index in values.indices {
      sum &+= (Int32(values[index]) &- step.inputZeroPoint) &* Int32(Int8(bitPattern: weights[index]))
    }
    return FixedPointInt16.saturated(step.inputScale.apply(sum))
  }
}
