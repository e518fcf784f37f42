extension Ratio {
  /// The number as a decimal without an exponent, or nil if it has no end or needs more than `decimals` places.
  ///
  /// - Parameter decimals: Most places after the point.
  /// - Returns: Text such as `-0.125`, as short as can be.
  public func decimalText(decimals: Int = 18) -> String? {
    var rest = Int128(denominator)
    var scaled = Int128(numerator)
    var places = 0
    while rest != 1 {
      guard places < decimals, scaled.magnitude < UInt128.max / 20 else { return nil }
      // One more place: multiply by 10 and cancel what the denominator shares with it.
      scaled *= 10
      places += 1
      for factor: Int128 in [2, 5] where rest % factor == 0 {
        rest /= factor
        scaled /= factor
      }
    }
    return Ratio.text(scaled, places: places)
  }

  /// The number as a decimal, rounded to the nearest nanosecond or other billionth where it has more places.
  public var billionthsText: String {
    if let exact = decimalText(decimals: 9) { return exact }
    let billionths = Int128(numerator) * 1_000_000_000
    let half = Int128(denominator) / 2
    let scaled = (billionths + (numerator < 0 ? -half : half)) / Int128(denominator)
    return Ratio.text(scaled, places: 9)
  }

  private static func text(_ scaled: Int128, places: Int) -> String {
    var digits = String(scaled.magnitude)
    if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
    let whole = digits.dropLast(places)
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction = fraction.dropLast() }
    return (scaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
