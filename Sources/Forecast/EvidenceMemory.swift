/// What was learned of a person's EEG for forecasts, between two hours: what is usual of its features, and how much a
/// model's evidence helps. Kept beside the history's forecaster.
public struct EvidenceMemory: Sendable {
  /// What of the features is unusual.
  public var baseline = FeatureBaseline()
  /// What adds the evidence.
  public var forecaster = EvidenceForecaster()
  /// The hour that is open, in local hours since Monday 1970-01-05 00:00.
  public var hour: Int64 = 0

  /// Begins without a past.
  public init() {}

  /// Goes on from an hour that is not the one after the last: of those between nothing is known.
  ///
  /// - Parameter open: The hour that is open now.
  public mutating func skip(to open: Int64) {
    for missed in max(hour, open - Int64(FeatureBaseline.span))..<max(hour, open) {
      baseline.endHour(missed, FeatureHour())
    }
    hour = open
  }
}
