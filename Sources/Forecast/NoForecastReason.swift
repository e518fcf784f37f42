/// Why a person has no forecast.
public enum NoForecastReason: UInt8, Sendable {
  /// Fewer than 20 lead events so far.
  case tooFewEvents
  /// Less than 60 days so far.
  case tooShort
  /// The wall clock is not synchronised.
  case clockNotSynchronised
  /// Not yet better than chance, or than the person's 90-day rate, on the person's own past.
  case notBetterThanChance
  /// It was better than chance before, and is not any more.
  case stoppedWorking
}
