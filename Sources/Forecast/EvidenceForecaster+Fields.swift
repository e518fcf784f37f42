/// How what adds the EEG's evidence is stored.
extension EvidenceForecaster {
  /// Hands all stored fields to `visit`, in the order of the state's format.
  mutating func visitFields(_ visit: (inout Int64) -> Void) {
    gate.visitFields(visit)
    visit(&weight)
    visit(&share)
    visit(&probability)
    StateField.visitOptional(&candidate, visit)
    ladder.visitFields(visit)
    visit(&ratio)
    visit(&hours)
    for weight in 0..<Self.weights { visit(&gains[weight]) }
    visit(&said)
    visit(&held)
    visit(&history)
    visit(&plain)
  }

  /// Whether every field is within bounds in which no later hour overflows.
  var isSound: Bool {
    let odds = 1..<FixedMath.one
    for weight in 0..<Self.weights where gains[weight].magnitude > 1 << 50 { return false }
    guard gate.isSound, ladder.isSound, (0...1 << 16).contains(weight), share.magnitude <= Self.most.magnitude,
      odds.contains(candidate ?? 1), (1...FixedMath.one << 5).contains(ratio), (24...Self.longest).contains(hours)
    else { return false }
    return odds.contains(probability) && odds.contains(plain) && said.magnitude <= Self.mostSaid.magnitude
      && held.magnitude <= Self.most.magnitude && history.magnitude <= 1 << 48
  }
}
