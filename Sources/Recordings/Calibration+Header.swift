import Vocabulary

extension Calibration {
  /// The calibration of a recorded signal, from its header alone and exact to the last binary place that Int64 leaves.
  ///
  /// The header's decimals become ratios of whole numbers; multiplier and offset are those ratios times 2^shift, each
  /// rounded once, with the largest shift at which no code of the format overflows. Saturation is the declared digital
  /// range. Nil if the ranges are empty or so large that microvolts do not fit.
  ///
  /// - Parameters:
  ///   - header: The signal's header.
  ///   - unit: The unit of its physical values.
  ///   - codes: Smallest and largest code of the format.
  public init?(_ header: SignalHeader, unit: VoltageUnit, codes: ClosedRange<Int32>) {
    guard
      let gain = header.gain?.multiplied(by: unit.microvolts)?.multiplied(by: Ratio(256)),
      let minimum = header.physicalMinimum.multiplied(by: unit.microvolts)?.multiplied(by: Ratio(256)),
      let minimumByGain = gain.multiplied(by: Ratio(Int64(header.digitalMinimum))),
      let offset = minimum.subtracting(minimumByGain)
    else { return nil }
    for shift in (0...62).reversed() {
      guard
        let multiplier = gain.scaled(byPowerOfTwo: shift), let constant = offset.scaled(byPowerOfTwo: shift),
        Calibration.fits(multiplier, constant, shift: shift, codes)
      else { continue }
      self.init(
        multiplier: multiplier, offset: constant, shift: UInt8(shift), lowestCode: header.digitalMinimum,
        highestCode: header.digitalMaximum)
      return
    }
    return nil
  }

  /// Whether no step of `code * multiplier + offset + 2^(shift - 1)` overflows.
  private static func fits(_ multiplier: Int64, _ offset: Int64, shift: Int, _ codes: ClosedRange<Int32>) -> Bool {
    let half = shift > 0 ? Int128(1) << (shift - 1) : 0
    let largestCode = Int128(max(codes.lowerBound.magnitude, codes.upperBound.magnitude))
    let bound = Int128(multiplier.magnitude) * largestCode + Int128(offset.magnitude) + half
    return bound <= Int128(Int64.max)
  }
}

extension Ratio {
  /// This number times 2^`power`, rounded to the nearest whole number, halves away from zero; nil if it does not fit.
  func scaled(byPowerOfTwo power: Int) -> Int64? {
    let divisor = UInt128(denominator)
    // numerator < 2^63 and power <= 62, so that nothing is shifted out.
    let scaled = UInt128(numerator.magnitude) << UInt128(power)
    let magnitude = (scaled + divisor / 2) / divisor
    guard let value = Int64(exactly: magnitude) else { return nil }
    return numerator < 0 ? -value : value
  }
}
