extension HazardForecaster {
  /// Hands all stored fields to `visit`, in the order of the state's format.
  ///
  /// - Parameter visit: Reads or replaces a field.
  @inline(never)
  mutating func visitFields(_ visit: (inout Int64) -> Void) {
    visit(&hour)
    visit(&firstHour)
    StateField.visitOptional(&lastEvent, visit)
    visit(&leads)
    visit(&scoredLeads)
    visit(&scoredHours)
    visit(&observedHours)
    StateField.visitFlag(&isScored, visit)
    visit(&eventsOfHour)
    visit(&leadsOfHour)
    visit(&events)
    visit(&pause)
    visit(&probability)
    visitTerms(visit)
    visitMemories(visit)
    ladder.visitFields(visit)
    gate.visitFields(visit)
    for index in 0..<ForecastTerms.count { visit(&hazard.weights[index]) }
    for index in 0..<HazardWeights.pairs { visit(&hazard.covariance[index]) }
    for index in 0..<CycleBank.count { visit(&cycles.cosines[index]) }
    for index in 0..<CycleBank.count { visit(&cycles.sines[index]) }
    visit(&cycles.information)
    visitReference(visit)
    visit(&history.end)
    visit(&history.check)
  }

  private mutating func visitReference(_ visit: (inout Int64) -> Void) {
    for memory in 0..<3 {
      visit(&reference.leads[memory])
      visit(&reference.hours[memory])
      visit(&reference.weights[memory])
    }
    for bin in 0..<5 {
      visit(&reference.came[bin])
      visit(&reference.expected[bin])
    }
    visit(&trust)
  }

  private mutating func visitTerms(_ visit: (inout Int64) -> Void) {
    for index in 0..<ForecastTerms.count {
      var value = Int64(terms[index])
      visit(&value)
      terms[index] = Int32(truncatingIfNeeded: value)
    }
    Self.visitShares(&detailed, visit)
    Self.visitShares(&plain, visit)
    Self.visitShares(&shares, visit)
  }

  private static func visitShares(_ shares: inout RiskShares, _ visit: (inout Int64) -> Void) {
    visit(&shares.base)
    for index in 0..<ForecastFactor.count { visit(&shares.shares[index]) }
  }

  private mutating func visitMemories(_ visit: (inout Int64) -> Void) {
    for index in 0..<8 {
      visit(&recent[index].events)
      visit(&recent[index].hours)
    }
    for index in 0..<4 {
      for hour in 0..<24 { visit(&daily[index].hours[hour]) }
    }
    for day in 0..<RunningRate.days {
      var value = Int64(running.leads[day]) << 8 | Int64(running.hours[day])
      visit(&value)
      running.leads[day] = UInt16(truncatingIfNeeded: value >> 8)
      running.hours[day] = UInt8(truncatingIfNeeded: value)
    }
    visit(&running.sumOfLeads)
    visit(&running.sumOfHours)
  }
}
