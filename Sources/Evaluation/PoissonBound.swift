import Foundation

/// The exact upper bound of a Poisson rate (Garwood 1936): half the chi-square quantile with `2 (count + 1)` degrees of
/// freedom.
public enum PoissonBound {
  /// The mean at which `count` events or fewer have a probability of 5 %: the one-sided 95 % upper bound.
  ///
  /// - Parameter count: Events seen, not negative.
  /// - Returns: The largest mean that `count` does not contradict.
  public static func upper95(count: Int) -> Double {
    precondition(count >= 0)
    var low = Double(count)
    var high = low + 4 * (low + 4).squareRoot()
    while true {
      let middle = low + (high - low) / 2
      guard middle > low && middle < high else { return high }
      if cumulative(count, mean: middle) > 0.05 { low = middle } else { high = middle }
    }
  }

  /// The probability of `count` events or fewer, summed from the largest term downwards so that large counts do not
  /// underflow.
  private static func cumulative(_ count: Int, mean: Double) -> Double {
    var term = exp(Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
    var sum = term
    var index = count
    while index > 0 && term > sum * 1e-18 {
      term *= Double(index) / mean
      sum += term
      index -= 1
    }
    return sum
  }
}
