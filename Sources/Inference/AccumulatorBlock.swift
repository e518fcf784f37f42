/// Accumulators of neighbouring channels at one place.
typealias AccumulatorBlock = InlineArray<64, Int32>
