/// Whether this person's seizures keep to cycles that can be forecast, and whether the forecast still works: looked at
/// every 30 days.
///
/// Opening is a bet. The cycles' forecast, made before each hour, is put against `ReferenceRate`, which knows the
/// person's rate, its changes and clusters, but no cycle; the capital grows by the likelihood ratio of each scored
/// hour.
/// If the reference is right no forecast can expect the capital to grow, so that it reaches 20 times its start in at
/// most one person in twenty, however often one looks (Ville's inequality). Four fifths are staked at the start, and in
/// the k-th month after it 1 / (k (k + 1)) of the rest, so that cycles that begin late are found too.
///
/// What is shown has to do better than the person's 90-day rate and than its own mean as well, within the last three
/// months; else it goes off.
public struct ForecastGate: Sendable {
  static let hoursOfMonth: Int64 = 720
  /// The logarithm of 20 in Q24.
  private static let needed: Int64 = 50_260_047
  /// Logarithms of 4/5 and 1/5 in Q24.
  private static let first: Int64 = -3_743_728
  private static let later: Int64 = -27_001_886
  /// What an hour leaves of the forgotten sums, in Q20: exp(-1/2160).
  private static let keeping: Int64 = 1_048_091

  /// The logarithm of the capital at stake, in Q24.
  var staked = ForecastGate.first
  /// The logarithm of the capital at stake, in 2^-24: the gate opens from that of 20 on.
  public var capital: Int64 { staked }
  /// Months ended.
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

  /// Whether every sum lies within what sixty years can bring.
  var isSound: Bool {
    let likelihoods: ClosedRange<Int64> = -1 << 50...1 << 50
    for month in 0..<4 {
      guard likelihoods.contains(againstMean[month]), likelihoods.contains(againstRate[month]) else { return false }
    }
    return likelihoods.contains(staked) && (0...1 << 10).contains(months) && (0..<Self.hoursOfMonth).contains(hours)
      && (0...1 << 42).contains(sumOfForecasts) && (0...1 << 28).contains(weightOfForecasts)
      && (0...HazardForecaster.mostHours).contains(openedAfterHours ?? 0)
  }

  /// Hands all stored fields to `visit`, in the order of the state's format.
  mutating func visitFields(_ visit: (inout Int64) -> Void) {
    visit(&staked)
    visit(&months)
    visit(&hours)
    visit(&sumOfForecasts)
    visit(&weightOfForecasts)
    for month in 0..<4 {
      visit(&againstMean[month])
      visit(&againstRate[month])
    }
    StateField.visitOptional(&openedAfterHours, visit)
    StateField.visitFlag(&isOpen, visit)
    StateField.visitFlag(&stoppedWorking, visit)
  }

  /// Scores an hour; probabilities are in Q30.
  ///
  /// - Parameters:
  ///   - shown: The forecast that would be shown.
  ///   - rate: The person's 90-day rate.
  ///   - cycles: The cycles' forecast.
  ///   - reference: The reference's.
  ///   - outcome: From 0 to 1 in Q8.
  mutating func score(shown: Int64, rate: Int64, cycles: Int64, reference: Int64, outcome: Int64) {
    staked += FixedMath.logLikelihood(cycles, outcome) - FixedMath.logLikelihood(reference, outcome)
    let mean = weightOfForecasts == 0 ? shown : max((sumOfForecasts << 16) / weightOfForecasts, 1)
    let mine = FixedMath.logLikelihood(shown, outcome)
    againstMean[0] += mine - FixedMath.logLikelihood(mean, outcome)
    againstRate[0] += mine - FixedMath.logLikelihood(rate, outcome)
    sumOfForecasts = (sumOfForecasts * Self.keeping) >> 20 + shown
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
    } else if !isOpen && works && isEnough && staked >= Self.needed {
      isOpen = true
      stoppedWorking = false
      if openedAfterHours == nil { openedAfterHours = elapsed }
    }
  }

  /// Puts the next month's share of the capital on the forecast.
  private mutating func stake() {
    let share = Self.later - FixedMath.naturalLogarithm(months * (months + 1))
    let higher = max(staked, share)
    let lower = min(staked, share)
    let added = FixedMath.one + FixedMath.exponential(lower - higher)
    staked = higher + FixedMath.naturalLogarithm(added) - FixedMath.naturalLogarithm(FixedMath.one)
  }
}
