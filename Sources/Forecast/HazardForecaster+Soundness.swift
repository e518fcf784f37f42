/// Whether a state that was read back can be gone on with. A checksum that fits says nothing of who wrote it: within
/// these bounds no later hour overflows, divides by nothing or reaches outside a table, and whatever is learned of a
/// person in sixty years lies within them.
extension HazardForecaster {
  /// Sixty years of hours, and 255 sure events in each of them, in Q8.
  static let mostHours: Int64 = 1 << 19
  static let mostEvents: Int64 = mostHours * 255 * 256
  /// The highest log-odds of a share, in Q24.
  private static let mostShare: Int64 = 1 << 44

  /// Whether every field is within its bounds.
  var isSound: Bool {
    isCounted && areTermsSound && arePartsSound && gate.isSound && ladder.isSound && hazard.isSound && cycles.isSound
      && reference.isSound && running.isSound && history.isSound
  }

  private var isCounted: Bool {
    let hours = 0...Self.mostHours
    guard hour >= 0, hour < 1 << 32, firstHour >= 0, hours.contains(hour &- firstHour) else { return false }
    if let lastEvent, !(0...(hour + 1) * 3_600).contains(lastEvent) { return false }
    return hours.contains(scoredHours) && hours.contains(observedHours) && (1...Self.longestPause).contains(pause)
      && (0...Self.mostEvents).contains(events) && (0...Self.mostHours << 8).contains(leads)
      && (0...Self.mostHours << 8).contains(scoredLeads) && (0...255 * 256).contains(eventsOfHour)
      && (0...256).contains(leadsOfHour) && probability > 0 && probability < FixedMath.one
      && (-Self.mostTrust...Self.mostTrust).contains(trust)
  }

  private var areTermsSound: Bool {
    for index in 0..<ForecastTerms.count where terms[index].magnitude > 8 << 16 { return false }
    return detailed.isWithin(Self.mostShare) && plain.isWithin(Self.mostShare) && shares.isWithin(Self.mostShare)
  }

  private var arePartsSound: Bool {
    for index in 0..<8 where !recent[index].isSound { return false }
    for index in 0..<4 where !daily[index].isSound { return false }
    return true
  }
}
