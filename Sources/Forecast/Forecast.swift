/// A forecast of the coming hour.
public struct Forecast: Equatable, Sendable {
  /// The hour, counted from the epoch.
  public let hour: Int64
  /// The probability of a lead event, in Q30.
  public let probability: Int64
  /// The level beside the person's usual.
  public let level: RiskLevel
  /// What the probability is made of.
  public let shares: RiskShares
  /// Why it may not be shown, or nil where it may.
  public let withheld: NoForecastReason?
}
