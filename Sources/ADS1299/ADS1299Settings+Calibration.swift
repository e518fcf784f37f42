import Vocabulary

extension ADS1299Settings {
  /// Turns an input's codes into microvolts: one code is 2 × VREF / gain / 2^24 volt (data sheet SBAS499, section
  /// 9.3.1.3.2), that is VREF in microvolts / gain / 2^15 in units of 2^-8 microvolt.
  ///
  /// Exact for gains 1, 2, 4 and 8, and for 6, 12 and 24 where the reference is a whole multiple of three microvolts,
  /// as 4.5 V is; else within 2^-16 of a unit at full scale.
  ///
  /// - Parameter input: Number of the input, from 0.
  /// - Returns: The calibration.
  public func calibration(input: Int) -> Calibration {
    let factor = inputs[input].gain.factor
    let microvolts = Int64(reference.microvolts)
    let binaryPlaces = UInt8(15 + factor.trailingZeroBitCount)
    let isThreefold = factor >> UInt8(factor.trailingZeroBitCount) == 3
    if !isThreefold { return calibration(multiplier: microvolts, shift: binaryPlaces) }
    if microvolts % 3 == 0 { return calibration(multiplier: microvolts / 3, shift: binaryPlaces) }
    // 2^14 keeps code × multiplier below 2^60.
    return calibration(multiplier: ((microvolts << 14) + 1) / 3, shift: binaryPlaces + 14)
  }

  /// The voltage at an input that a code stands for, rounded towards zero.
  public func nanovolts(code: Int64, input: Int) -> Int64 {
    code * Int64(reference.microvolts) * 1_000 / (Int64(inputs[input].gain.factor) << 23)
  }

  private func calibration(multiplier: Int64, shift: UInt8) -> Calibration {
    Calibration(multiplier: multiplier, offset: 0, shift: shift, lowestCode: -0x80_0000, highestCode: 0x7F_FFFF)
  }
}
