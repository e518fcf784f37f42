/// How a baseline is stored.
extension FeatureBaseline {
  /// Hands all stored fields to `visit`, in the order of the state's format.
  mutating func visitFields(_ visit: (inout Int64) -> Void) {
    visit(&known)
    for feature in 0..<FeatureMinute.count {
      visit(&means[feature])
      visit(&variances[feature])
    }
    for slot in 0..<24 * FeatureMinute.count { visit(&usual[slot]) }
    for hour in 0..<24 { visit(&days[hour]) }
    for place in 0..<Self.span * FeatureMinute.count { visit(&deviations[place]) }
    for hour in 0..<Self.span { StateField.visitFlag(&wasKnown[hour], visit) }
    for term in 0..<Self.terms {
      var value = Int64(values[term])
      visit(&value)
      values[term] = Int8(truncatingIfNeeded: value)
    }
    StateField.visitFlag(&hasTerms, visit)
  }

  /// Whether every field is within bounds in which no later hour overflows: features are logarithms below 32.
  var isSound: Bool {
    let hours = 0...HazardForecaster.mostHours
    let levels: ClosedRange<Int64> = -1 << 32...1 << 32
    guard hours.contains(known) else { return false }
    for feature in 0..<FeatureMinute.count {
      guard levels.contains(means[feature]), (0...1 << 52).contains(variances[feature]) else { return false }
    }
    for slot in 0..<24 * FeatureMinute.count where !levels.contains(usual[slot]) { return false }
    for hour in 0..<24 where !hours.contains(days[hour]) { return false }
    for place in 0..<Self.span * FeatureMinute.count where deviations[place].magnitude > Self.most.magnitude {
      return false
    }
    return true
  }
}
