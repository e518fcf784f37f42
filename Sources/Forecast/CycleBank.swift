/// Slow cycles of an unknown period, causally: for each period the sums of what the other terms leave over, times
/// cosine and sine.
///
/// Frequencies are multiples of one in 365 days: 8 to 33 (45 to 11 days) and 34 to 91 (11 to 4 days). Within a band
/// each period has the same prior probability, and none at all half of theirs together; a period's weight is its
/// marginal likelihood with a normal prior of variance 1/2 on both coefficients of the log-odds (Laplace's
/// approximation about no effect, in closed form). Periods of which fewer than two cycles were seen have no say.
struct CycleBank: Sendable {
  static let count = 84
  static let slowest = 8
  /// The first frequency of the faster band.
  private static let fast = 34
  private static let hoursOfYear: Int64 = 8_760

  var cosines: InlineArray<84, Int64> = InlineArray(repeating: 0)
  var sines: InlineArray<84, Int64> = InlineArray(repeating: 0)
  /// Expected events so far, in Q24.
  var information: Int64 = 0

  /// Adds a scored hour.
  ///
  /// - Parameters:
  ///   - hour: Hours since the epoch.
  ///   - residual: Event less probability by the other terms, in Q30.
  ///   - probability: That probability, in Q30.
  mutating func learn(hour: Int64, residual: Int64, probability: Int64) {
    for index in 0..<Self.count {
      let position = Int64(index + Self.slowest) * (hour % Self.hoursOfYear) % Self.hoursOfYear
      cosines[index] += (residual * FixedMath.cosine(position, of: Self.hoursOfYear)) >> 22
      sines[index] += (residual * FixedMath.sine(position, of: Self.hoursOfYear)) >> 22
    }
    information += probability >> 6
  }

  /// The log hazard ratio of a band's cycles at an hour, in Q16.
  ///
  /// - Parameters:
  ///   - band: 0 for 4 to 11 days, 1 for 11 to 45 days.
  ///   - hour: Hours since the epoch.
  ///   - elapsed: Hours since the record began.
  /// - Returns: The ratio.
  func logRatio(band: Int, hour: Int64, elapsed: Int64) -> Int64 {
    let first = band == 0 ? Self.fast - Self.slowest : 0
    let last = band == 0 ? Self.count : Self.fast - Self.slowest
    let precision = information / 2 + 2 << 24
    let penalty =
      FixedMath.naturalLogarithm(precision / 2) - FixedMath.naturalLogarithm(1 << 24)
      + FixedMath.naturalLogarithm(Int64(last - first))
    // Spans: read through `self`, each access copies all of them.
    let (cosines, sines) = (cosines.span, sines.span)
    var evidences = InlineArray<84, Int64>(repeating: .min)
    var highest: Int64 = 0
    for index in first..<last where Int64(index + Self.slowest) * elapsed >= 2 * Self.hoursOfYear {
      let square = (cosines[index] >> 8) * (cosines[index] >> 8) + (sines[index] >> 8) * (sines[index] >> 8)
      evidences[index] = (square / (precision >> 12)) << 3 - penalty
      highest = max(highest, evidences[index])
    }
    var weights = FixedMath.exponential(-highest) >> 11
    var sum: Int64 = 0
    for index in first..<last where evidences[index] != .min {
      let position = Int64(index + Self.slowest) * (hour % Self.hoursOfYear) % Self.hoursOfYear
      let wave =
        cosines[index] * FixedMath.cosine(position, of: Self.hoursOfYear)
        + sines[index] * FixedMath.sine(position, of: Self.hoursOfYear)
      let weight = FixedMath.exponential(evidences[index] - highest) >> 10
      sum += weight * (wave >> 20)
      weights += weight
    }
    return weights == 0 ? 0 : (sum / weights << 20) / precision
  }
}
