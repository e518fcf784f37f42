extension HazardForecaster {
  /// Does a slice of the closed hour's work.
  ///
  /// - Returns: Whether anything is left.
  public mutating func work() -> Bool {
    switch phase {
    case .open: return false
    case .weights:
      learnWeights()
      phase = .cycles
    case .cycles:
      learnCycles()
      phase = .memories
    case .memories:
      learnMemories()
      openNextHour()
      cycles.beginMixture()
      slice = 0
      phase = .mixture
    case .mixture:
      cycles.mix(slice: slice, hour: hour)
      slice += 1
      if slice == CycleBank.slices { phase = .forecast }
    case .forecast:
      computeForecast()
      phase = .open
    }
    return isWorking
  }

  /// Whether the closed hour is learned from.
  private var teaches: Bool { isObserved && isScored }

  private mutating func learnWeights() {
    guard teaches else { return }
    hazard.learn(terms, probability: FixedMath.logistic(Self.held(detailed.logOdds)), outcome: leadsOfHour << 22)
  }

  private mutating func learnCycles() {
    guard teaches else { return }
    let expected = reference.probability(afterPause: pause)
    cycles.learn(hour: hour, residual: leadsOfHour << 22 - expected, probability: expected)
  }

  private mutating func learnMemories() {
    if teaches {
      score()
      reference.learn(pause: pause, outcome: leadsOfHour)
      running.add(day: Int(hour / 24), outcome: leadsOfHour)
      ladder.learn(probability)
      scoredHours += 1
      scoredLeads += leadsOfHour
    }
    reference.endHour()
    for index in 0..<8 {
      recent[index].endHour(
        events: (index < 4 ? eventsOfHour : leadsOfHour) << 8, observed: isObserved,
        factor: RateMemory.factor(index % 4))
    }
    for index in 0..<4 {
      daily[index].endHour(Int(hour % 24), events: leadsOfHour << 8, factor: DailyMemory.factor(index))
    }
    events += eventsOfHour
    leads += leadsOfHour
    if isObserved { observedHours += 1 }
    gate.endHour(elapsed: elapsed + 1, isEnough: leads >= Self.fewestLeads << 8 && elapsed + 1 >= Self.fewestHours)
    pause = eventsOfHour > 0 ? 1 : min(pause + 1, Self.longestPause)
  }

  private mutating func score() {
    let plainly = FixedMath.logistic(Self.held(plain.logOdds))
    gate.score(
      shown: probability, rate: running.rate, cycles: plainly, reference: reference.probability(afterPause: pause),
      outcome: leadsOfHour)
    let detail = FixedMath.logistic(Self.held(detailed.logOdds))
    let gain = FixedMath.logLikelihood(detail, leadsOfHour) - FixedMath.logLikelihood(plainly, leadsOfHour)
    trust = min(max(trust + gain, -Self.mostTrust), Self.mostTrust)
  }

  private mutating func openNextHour() {
    hour += 1
    if hour % 24 == 0 { running.beginDay(Int(hour / 24)) }
    eventsOfHour = 0
    leadsOfHour = 0
    isScored = lastEvent.map { hour * 3_600 - $0 >= Self.gap } ?? true
  }

  /// Sets the terms and forecasts the open hour.
  mutating func computeForecast() {
    terms[ForecastTerms.constant] = 1 << 16
    for harmonic in 1...4 {
      let turns = Int64(harmonic) * (hour % 24)
      set(ForecastTerms.hours.lowerBound + 2 * harmonic - 2, FixedMath.cosine(turns, of: 24))
      set(ForecastTerms.hours.lowerBound + 2 * harmonic - 1, FixedMath.sine(turns, of: 24))
    }
    set(ForecastTerms.week.lowerBound, FixedMath.cosine(hour % 168, of: 168))
    set(ForecastTerms.week.lowerBound + 1, FixedMath.sine(hour % 168, of: 168))
    let doublings = (FixedMath.naturalLogarithm(pause) << 16) / FixedMath.naturalLogarithm(2)
    for index in 0..<ForecastTerms.since.count {
      let apart = abs(doublings - Int64(index + 2) << 16)
      set(ForecastTerms.since.lowerBound + index, max(0, 1 << 16 - apart))
    }
    let duration = observedHours + 240
    for index in 0..<8 {
      let total = (index < 4 ? events : leads) + 512
      set(ForecastTerms.recent.lowerBound + index, recent[index].logRatio(total: total, duration: duration) >> 8)
    }
    for index in 0..<4 {
      set(ForecastTerms.daily.lowerBound + index, daily[index].logRatio(Int(hour % 24)) >> 8)
    }
    set(ForecastTerms.cycles, cycles.logRatio >> 8)
    splitInDetail()
    splitPlainly()
    shares = RiskShares(detailed, plain, weight: FixedMath.logistic(trust) >> 14)
    probability = FixedMath.logistic(Self.held(shares.logOdds))
    ladder.update(probability)
  }

  /// By all terms.
  private mutating func splitInDetail() {
    detailed = RiskShares()
    detailed.base =
      FixedMath.naturalLogarithm(scoredLeads + 512) - FixedMath.naturalLogarithm((scoredHours + 240) << 8)
    for term in 0..<ForecastTerms.count {
      let factor = term == ForecastTerms.cycles ? factorOfCycles : ForecastTerms.factor(term)
      detailed.shares[Int(factor.rawValue)] += hazard.part(term, of: terms[term])
    }
  }

  /// By the reference rate and its cycles alone.
  private mutating func splitPlainly() {
    plain = RiskShares()
    plain.base = FixedMath.logit(reference.rate)
    plain.shares[Int(ForecastFactor.sinceLast.rawValue)] =
      FixedMath.logit(reference.probability(afterPause: pause)) - plain.base
    plain.shares[Int(ForecastFactor.hourOfDay.rawValue)] = cycles.logRatioOfDay(hour)
    plain.shares[Int(factorOfCycles.rawValue)] += cycles.logRatio
  }

  private var factorOfCycles: ForecastFactor { cycles.isWeek ? .weekday : .cycle }

  /// Sets a term in Q16, held within -8 and 8.
  private mutating func set(_ term: Int, _ value: Int64) {
    terms[term] = Int32(truncatingIfNeeded: min(max(value, -8 << 16), 8 << 16))
  }

  /// Log-odds held within -14 and 2.
  static func held(_ logOdds: Int64) -> Int64 { min(max(logOdds, -14 << 24), 2 << 24) }
}
