import Inference

extension Requantisation {
  /// The nearest scale to a real factor, by the arithmetic of LiteRT: a 31-bit fraction rounded half away from zero.
  ///
  /// Nil for a factor of 2^30 or more, a negative one, or one that is no number.
  ///
  /// - Parameter factor: Not negative and finite. One below 2^-32 is taken as zero, as LiteRT does.
  init?(factor: Double) {
    guard factor.isFinite && factor >= 0 && factor < 1_073_741_824 else { return nil }
    guard factor >= 0x1p-33 else {
      self.init()
      return
    }
    var exponent = Int(factor.exponent) + 1
    let power = Double(sign: .plus, exponent: 31 - exponent, significand: 1)
    var fraction = Int64((factor * power).rounded(.toNearestOrAwayFromZero))
    if fraction == 1 << 31 {
      fraction /= 2
      exponent += 1
    }
    guard exponent <= 30 else { return nil }
    guard exponent >= -31 else {
      self.init()
      return
    }
    self.init(multiplier: Int32(fraction), exponent: Int32(exponent))
  }

  /// Whether an accumulator of this magnitude stays within 32 bits before it is multiplied.
  func holds(magnitude: Int64) -> Bool {
    magnitude <= Int64(Int32.max) >> Int64(max(exponent, 0))
  }
}
