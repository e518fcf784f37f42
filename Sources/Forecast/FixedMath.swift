/// Logarithm, exponential, cosine and the logistic function in whole numbers, equal on every processor. Errors are
/// below 2^-20.
public enum FixedMath {
  /// 1 in the format of probabilities (Q30).
  public static let one: Int64 = 1 << 30
  /// The natural logarithm of 2 in the format of log-odds (Q24).
  private static let logarithmOfTwo: Int64 = 11_629_080

  /// The natural logarithm of a positive whole number in Q24; that of 0 or less is taken as that of 1.
  ///
  /// With m = (1 + z) / (1 - z) the series is ln m = 2 (z + z^3 / 3 + z^5 / 5 + z^7 / 7), |z| at most 0.172.
  public static func naturalLogarithm(_ value: Int64) -> Int64 {
    guard value > 1 else { return 0 }
    var exponent = Int64(63 - value.leadingZeroBitCount)
    var mantissa = exponent > 30 ? value >> (exponent - 30) : value << (30 - exponent)
    if mantissa > 1_518_500_250 {
      mantissa >>= 1
      exponent += 1
    }
    let z = ((mantissa - one) << 30) / (mantissa + one)
    let square = (z * z) >> 30
    let inner = one / 5 + (square * (one / 7)) >> 30
    let middle = one / 3 + (square * inner) >> 30
    let series = one + (square * middle) >> 30
    return exponent * logarithmOfTwo + ((z * series) >> 30) >> 5
  }

  /// The exponential of a number in Q24 as Q30; arguments are held within -20 and 3.
  public static func exponential(_ argument: Int64) -> Int64 {
    let held = min(max(argument, -20 << 24), 3 << 24)
    let power = (((held * 24_204_406) >> 24) + (1 << 23)) >> 24
    let rest = (held - power * logarithmOfTwo) << 6
    var sum = one + (rest * (one / 6)) >> 30
    sum = one + (rest * ((sum * (one / 5)) >> 30)) >> 30
    sum = one + (rest * (sum >> 2)) >> 30
    sum = one + (rest * ((sum * (one / 3)) >> 30)) >> 30
    sum = one + (rest * (sum >> 1)) >> 30
    sum = one + (rest * sum) >> 30
    return power >= 0 ? sum << power : (sum + (1 << (-power - 1))) >> -power
  }

  /// 1 / (1 + exp(-x)) of log-odds in Q24, as Q30.
  public static func logistic(_ logOdds: Int64) -> Int64 {
    let small = exponential(-abs(logOdds))
    let below = (small << 30) / (one + small)
    return logOdds > 0 ? one - below : below
  }

  /// The log-odds of a probability in Q30, as Q24.
  public static func logit(_ probability: Int64) -> Int64 {
    naturalLogarithm(probability) - naturalLogarithm(one - probability)
  }

  /// The square root of a whole number, rounded down; 0 of a negative one.
  static func squareRoot(_ value: Int64) -> Int64 {
    guard value > 0 else { return 0 }
    var root: Int64 = 1 << ((65 - Int64(value.leadingZeroBitCount)) / 2)
    while true {
      let better = (root + value / root) / 2
      if better >= root { return root }
      root = better
    }
  }

  /// The log likelihood in Q24 of an outcome from 0 to 1 in Q8, forecast with a probability in Q30.
  static func logLikelihood(_ probability: Int64, _ outcome: Int64) -> Int64 {
    let unit = naturalLogarithm(one)
    let no = naturalLogarithm(one - probability) - unit
    guard outcome > 0 else { return no }
    return (outcome * (naturalLogarithm(probability) - unit) + (256 - outcome) * no) >> 8
  }

  /// The cosine of `numerator / denominator` turns in Q16.
  ///
  /// - Precondition: `denominator` is positive and below 2^31.
  public static func cosine(_ numerator: Int64, of denominator: Int64) -> Int64 {
    sine(4 * numerator + denominator, of: 4 * denominator)
  }

  /// The sine of `numerator / denominator` turns in Q16.
  ///
  /// - Precondition: `denominator` is positive and below 2^33.
  public static func sine(_ numerator: Int64, of denominator: Int64) -> Int64 {
    var part = numerator % denominator
    if part < 0 { part += denominator }
    return sine(turns: (part << 30) / denominator)
  }

  /// The cosine of turns in Q30, not negative, as Q16.
  static func cosine(turns: Int64) -> Int64 { sine(turns: turns + one / 4) }

  /// The sine of turns in Q30, not negative, as Q16.
  static func sine(turns: Int64) -> Int64 {
    let half = turns & (one / 2 - 1)
    let quarter = half > one / 4 ? one / 2 - half : half
    let angle = (quarter * 6_746_518_852) >> 30
    let square = (angle * angle) >> 30
    var series = one - (square * (one / 72)) >> 30
    series = one - (((square * series) >> 30) * (one / 42)) >> 30
    series = one - (((square * series) >> 30) * (one / 20)) >> 30
    series = one - (((square * series) >> 30) * (one / 6)) >> 30
    let value = ((angle * series) >> 30 + 1 << 13) >> 14
    return turns & (one / 2) != 0 ? -value : value
  }
}
