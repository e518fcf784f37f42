import Vocabulary

extension Calibration {
  /// The calibration of a 24-bit input: one code is 2 × VREF / gain / 2^24 volt (data sheet SBAS499, section 9.3.2).
  ///
  /// The scale is exact wherever it is a whole number at some shift up to 2^16, as it is for 4.5 V at every gain;
  /// elsewhere it is rounded to 2^-22 of a unit: every multiplier stays below 2^30, which the signal chain needs.
  ///
  /// - Parameters:
  ///   - referenceMicrovolts: VREF, at most 5 V.
  ///   - gain: 1 to 24.
  /// - Precondition: Both are within their ranges.
  public init(referenceMicrovolts: UInt32, gain: UInt32) {
    precondition(referenceMicrovolts <= 5_000_000 && gain >= 1 && gain <= 24)
    // 2 × VREF / gain / 2^24 in units of 2^-8 microvolt is 2 × VREF / gain / 2^16.
    let numerator = 2 * Int64(referenceMicrovolts)
    let divisor = Int64(gain)
    let isExact = numerator % divisor == 0
    let extraBits: UInt8 = isExact ? 0 : 6
    let scaled = numerator << Int64(extraBits)
    self.init(
      multiplier: (scaled + divisor / 2) / divisor, offset: 0, shift: 16 + extraBits,
      lowestCode: -(1 << 23), highestCode: (1 << 23) - 1)
  }
}
