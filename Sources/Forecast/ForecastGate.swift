/// Whether this person's forecast has been better than chance and than the person's 90-day rate so far: looked at every
/// 30 days.
///
/// Against chance it bets: each month a share of the capital, 1 / (k (k + 1)) in the k-th, is put on the forecast
/// against the forecast's own mean over the last 90 days, and grows by the likelihood ratio of every scored hour. Where
/// the forecast's ups and downs tell nothing the capital is not expected to grow, so that it reaches 20 times its start
/// in at most about one person in twenty, however often one looks (Ville's inequality).
public struct ForecastGate: Sendable {
  static let hoursOfMonth: Int64 = 720
  /// The logarithm of 20 in Q24.
  private static let needed: Int64 = 50_260_047
  /// What an hour leaves of the forgotten sums, in Q20: exp(-1/2160).
  private static let keeping: Int64 = 1_048_091

  /// The logarithm of the capital at stake, in Q24; nil in the first month.
  var staked: Int64?
  /// Months begun.
  var months: Int64 = 0
  /// Hours of the current month.
  var hours: Int64 = 0
  /// Forgotten sums of the forecast, in Q30 an hour, and of scored hours, in Q16.
  var sumOfForecasts: Int64 = 0
  var weightOfForecasts: Int64 = 0
  /// The last three months' log likelihood ratios to the own mean and to the 90-day rate, in Q24.
  var againstMean: InlineArray<4, Int64> = InlineArray(repeating: 0)
  var againstRate: InlineArray<4, Int64> = InlineArray(repeating: 0)
  /// Hours since the record began when the gate opened first, or nil.
  public internal(set) var openedAfterHours: Int64?
  /// Whether the forecast may be shown.
  public internal(set) var isOpen = false
  /// Whether it was shown before and stopped being better.
  public internal(set) var stoppedWorking = false

  /// Scores an hour.
  ///
  /// - Parameters:
  ///   - forecast: Its probability in Q30.
  ///   - rate: The person's 90-day rate in Q30.
  ///   - outcome: From 0 to 1 in Q8.
  mutating func score(forecast: Int64, rate: Int64, outcome: Int64) {
    let mean = weightOfForecasts == 0 ? forecast : max((sumOfForecasts << 16) / weightOfForecasts, 1)
    let mine = Self.logLikelihood(forecast, outcome)
    let gain = mine - Self.logLikelihood(mean, outcome)
    if let staked { self.staked = staked + gain }
    againstMean[0] += gain
    againstRate[0] += mine - Self.logLikelihood(rate, outcome)
    sumOfForecasts = (sumOfForecasts * Self.keeping) >> 20 + forecast
    weightOfForecasts = (weightOfForecasts * Self.keeping) >> 20 + 1 << 16
  }

  /// Ends an hour, scored or not; after each month it looks.
  ///
  /// - Parameters:
  ///   - elapsed: Hours since the record began.
  ///   - isEnough: Whether there is enough to say anything at all.
  mutating func endHour(elapsed: Int64, isEnough: Bool) {
    hours += 1
    guard hours == Self.hoursOfMonth else { return }
    hours = 0
    look(elapsed: elapsed, isEnough: isEnough)
    months += 1
    stake()
    for month in (1..<4).reversed() {
      againstMean[month] = againstMean[month - 1]
      againstRate[month] = againstRate[month - 1]
    }
    againstMean[0] = 0
    againstRate[0] = 0
  }

  private mutating func look(elapsed: Int64, isEnough: Bool) {
    let recentMean = againstMean[0] + againstMean[1] + againstMean[2]
    let recentRate = againstRate[0] + againstRate[1] + againstRate[2]
    let works = recentMean > 0 && recentRate > 0
    if isOpen && !works {
      isOpen = false
      stoppedWorking = true
    } else if !isOpen && works && isEnough && (staked ?? 0) >= Self.needed {
      isOpen = true
      stoppedWorking = false
      if openedAfterHours == nil { openedAfterHours = elapsed }
    }
  }

  /// Puts the next month's share of the capital on the forecast.
  private mutating func stake() {
    let share = -FixedMath.naturalLogarithm(months * (months + 1))
    guard let staked else {
      self.staked = share
      return
    }
    let higher = max(staked, share)
    let lower = min(staked, share)
    let added = FixedMath.one + FixedMath.exponential(lower - higher)
    self.staked = higher + FixedMath.naturalLogarithm(added) - FixedMath.naturalLogarithm(FixedMath.one)
  }

  /// The log likelihood of an outcome in Q24.
  private static func logLikelihood(_ probability: Int64, _ outcome: Int64) -> Int64 {
    let unit = FixedMath.naturalLogarithm(FixedMath.one)
    let no = FixedMath.naturalLogarithm(FixedMath.one - probability) - unit
    guard outcome > 0 else { return no }
    let yes = FixedMath.naturalLogarithm(probability) - unit
    return (outcome * yes + (256 - outcome) * no) >> 8
  }
}
