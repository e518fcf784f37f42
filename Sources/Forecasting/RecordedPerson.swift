/// A person's events, and the features of their EEG.
public struct RecordedPerson: Sendable {
  /// The events.
  public let history: EventHistory
  /// The features.
  public let features: FeatureHours

  /// Gathers a person.
  public init(history: EventHistory, features: FeatureHours) {
    self.history = history
    self.features = features
  }
}
