/// Low, medium and high risk beside the mean of the person's own past forecasts, with hysteresis.
///
/// For a calibrated forecast the mean is the threshold at which sensitivity exceeds the time in warning most. A level
/// is left 10 % below where it is entered.
struct RiskLadder: Sendable {
  /// Sum of the forecasts of scored hours, in Q30.
  var sum: Int64 = 0
  /// How many.
  var count: Int64 = 0
  /// The level in force.
  var level = RiskLevel.low

  /// Whether the sum is one of so many probabilities.
  var isSound: Bool {
    (0...HazardForecaster.mostHours).contains(count) && (0...count << 30).contains(sum)
  }

  /// Hands all stored fields to `visit`, in the order of the state's format.
  mutating func visitFields(_ visit: (inout Int64) -> Void) {
    visit(&sum)
    visit(&count)
    var number = Int64(level.rawValue)
    visit(&number)
    level = RiskLevel(rawValue: UInt8(truncatingIfNeeded: number)) ?? .low
  }

  /// Takes a forecast up, in Q30.
  mutating func update(_ forecast: Int64) {
    guard count > 0 else { return }
    let mean = sum / count
    let high = level == .high ? mean - mean / 10 : mean
    let medium = level == .low ? mean / 2 : mean / 2 - mean / 20
    level = forecast > high ? .high : forecast > medium ? .medium : .low
  }

  /// Remembers the forecast of a scored hour.
  mutating func learn(_ forecast: Int64) {
    sum += forecast
    count += 1
  }
}
