/// What oracles found, at the time of the step they look at.
struct Findings {
  /// The scenario's time.
  var seconds = 0.0
  private(set) var violations: [Violation] = []

  /// Notes a broken rule; each rule once.
  mutating func add(_ rule: Violation.Rule, _ text: String) {
    guard !violations.contains(where: { $0.rule == rule }) else { return }
    violations.append(Violation(rule: rule, seconds: seconds, text: text))
  }
}
