/// What an evaluation was of, beyond what its report knows.
public struct EvaluationSubject: Sendable {
  /// The dataset as it was named.
  public var dataset: String
  /// What there is to know of the detector: name and value, such as the bundle's digest.
  public var facts: [(name: String, value: String)]

  /// Creates a description.
  public init(dataset: String, facts: [(name: String, value: String)]) {
    self.dataset = dataset
    self.facts = facts
  }
}
