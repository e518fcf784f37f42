import Foundation

/// What a predictor that warns at random reaches.
public enum ChancePredictor {
  /// The probability that a random warning covers an event: 1 - exp(-rate x period) (Schelter 2006).
  ///
  /// - Parameters:
  ///   - falsePredictionRate: False predictions an hour.
  ///   - occurrencePeriod: Hours that a prediction holds.
  /// - Returns: P.
  public static func coverage(falsePredictionRate: Double, occurrencePeriod: Double) -> Double {
    1 - exp(-falsePredictionRate * occurrencePeriod)
  }

  /// The probability that chance predicts at least so many events, with the best of several settings taken:
  /// 1 - [sum over j < k of C(K, j) P^j (1 - P)^(K - j)]^d (Schelter 2006).
  ///
  /// - Parameters:
  ///   - predicted: k, events predicted.
  ///   - events: K, all events.
  ///   - coverage: P, the probability that chance predicts one.
  ///   - freeParameters: d, settings that were tried.
  /// - Returns: The probability.
  public static func significance(predicted: Int, events: Int, coverage: Double, freeParameters: Int = 1) -> Double {
    var below = 0.0
    for count in 0..<min(predicted, events + 1) {
      let ways = lgamma(Double(events) + 1) - lgamma(Double(count) + 1) - lgamma(Double(events - count) + 1)
      let hits = count == 0 ? 0 : Double(count) * log(coverage)
      let misses = count == events ? 0 : Double(events - count) * log(1 - coverage)
      below += exp(ways + hits + misses)
    }
    return 1 - pow(min(1, below), Double(freeParameters))
  }

  /// The sensitivity of a Poisson predictor with the same time in warning (Snyder 2008):
  /// 1 - exp(-lambda x preictal) with lambda = -ln(1 - rho) / tau.
  ///
  /// - Parameters:
  ///   - timeInWarning: rho, from 0 to 1.
  ///   - warning: tau, hours that a warning lasts.
  ///   - preictal: Hours before an event in which a warning counts.
  /// - Returns: The sensitivity by chance.
  public static func sensitivity(timeInWarning: Double, warning: Double, preictal: Double) -> Double {
    1 - pow(1 - timeInWarning, preictal / warning)
  }
}
