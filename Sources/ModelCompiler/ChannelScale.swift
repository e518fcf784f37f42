import Inference

/// What an output channel's sums are scaled by, as the two words that its constants hold.
struct ChannelScale {
  /// The lower word.
  let low: Int32
  /// The higher word.
  let high: Int32

  /// The nearest multiplier and exponent to a factor, for sums of 32 bits; nil where one of magnitude `bound` leaves
  /// them.
  init?(_ factor: Double, holding bound: Int64) {
    guard let scale = Requantisation(factor: factor), scale.holds(magnitude: bound) else { return nil }
    (low, high) = (scale.multiplier, scale.exponent)
  }

  /// The same for int16 activations, whose sums of 32 bits end at the highest or lowest; of 64 bits, nil where a sum of
  /// magnitude `bound` leaves 48 or what becomes of it 32.
  init?(int16 factor: Double, holding bound: Int64, isWide: Bool) {
    guard let scale = Requantisation(factor: factor) else { return nil }
    let isHeld =
      isWide
      ? scale.exponent <= 7 && bound < 1 << 47 && Double(bound) * factor < 0x1p31 - 1
      : scale.exponent <= 0 || scale.holds(magnitude: bound)
    guard isHeld else { return nil }
    (low, high) = (scale.multiplier, scale.exponent)
  }

  /// The factor itself in double precision, which holds sums of 53 bits; nil where one of magnitude `bound` leaves
  /// them.
  init?(exact factor: Double, holding bound: Int64) {
    guard bound < 1 << 53 else { return nil }
    (low, high) = SumFactor(factor).words
  }
}
