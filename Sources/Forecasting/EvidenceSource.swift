import Forecast

/// What a run takes of the EEG beside a history.
public struct EvidenceSource: Sendable {
  /// The person's features.
  public let features: FeatureHours
  /// The first hour whose forecast may use the model: what it learned from lies before.
  public let firstHour: Int64
  /// What the model says of terms, as a logarithm of the odds' ratio in Q24; nil: there is no model, and only the terms
  /// are wanted.
  public let evidence: (@Sendable (InlineArray<18, Int8>) -> Int64)?

  /// Gathers a source.
  public init(
    features: FeatureHours, firstHour: Int64 = 0, evidence: (@Sendable (InlineArray<18, Int8>) -> Int64)?
  ) {
    self.features = features
    self.firstHour = firstHour
    self.evidence = evidence
  }
}
