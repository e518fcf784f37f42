import Forecast

/// Forecasts that were made some hours before the hour that they are for.
struct EarlierForecasts {
  private let hours: Int
  /// Those that were made and whose hour has not come, the earliest first.
  private var made: [Forecast] = []

  /// Creates none.
  ///
  /// - Parameter hours: How many hours before.
  init(hours: Int) {
    self.hours = hours
  }

  /// The forecast for the hour that begins now, as it was made so many hours ago; the one that is made now is kept for
  /// its hour.
  ///
  /// - Parameters:
  ///   - forecaster: What is known now.
  ///   - now: Its forecast for this hour, which is taken until one that was made before is there.
  /// - Returns: The forecast.
  mutating func next(from forecaster: HazardForecaster, now: Forecast) -> Forecast {
    guard hours > 0 else { return now }
    var ahead = forecaster
    for _ in 0..<hours { ahead.finish(observed: false) }
    made.append(ahead.forecast(clockIsSynchronised: true))
    return made.count > hours ? made.removeFirst() : now
  }
}
