/// The mean squared distance of forecast probabilities from what came, and what it is made of.
public struct BrierScore: Equatable, Sendable {
  /// A bin of the reliability diagram.
  public struct Bin: Equatable, Sendable {
    /// Forecasts in it.
    public let count: Int
    /// Their mean.
    public let forecast: Double
    /// The share of events.
    public let observed: Double
  }

  /// The score: 0 is perfect.
  public let score: Double
  /// Reliability, resolution and uncertainty (Murphy 1973) over the bins; reliability less resolution plus uncertainty
  /// is the score where all forecasts of a bin are equal.
  public let reliability: Double
  /// How much the bins' shares of events differ.
  public let resolution: Double
  /// The variance of what came.
  public let uncertainty: Double
  /// Bins of equally many forecasts, lowest first; equal forecasts are never parted.
  public let bins: [Bin]

  /// Scores forecasts.
  ///
  /// - Parameters:
  ///   - forecasts: From 0 to 1, not empty.
  ///   - outcomes: As many.
  ///   - count: How many bins at most.
  public init(_ forecasts: [Double], _ outcomes: [Bool], bins count: Int = 10) {
    precondition(!forecasts.isEmpty && forecasts.count == outcomes.count)
    let total = Double(forecasts.count)
    score = zip(forecasts, outcomes).reduce(0) { $0 + ($1.0 - ($1.1 ? 1 : 0)) * ($1.0 - ($1.1 ? 1 : 0)) } / total
    let share = Double(outcomes.count { $0 }) / total
    let order = forecasts.indices.sorted { forecasts[$0] < forecasts[$1] }
    var bins: [Bin] = []
    var first = 0
    while first < order.count {
      var end = max(first + 1, order.count * (bins.count + 1) / count)
      while end < order.count && forecasts[order[end]] == forecasts[order[end - 1]] { end += 1 }
      let members = order[first..<end]
      let size = Double(members.count)
      bins.append(
        Bin(
          count: members.count, forecast: members.reduce(0) { $0 + forecasts[$1] } / size,
          observed: Double(members.count { outcomes[$0] }) / size))
      first = end
    }
    self.bins = bins
    reliability =
      bins.reduce(0) { $0 + Double($1.count) * ($1.forecast - $1.observed) * ($1.forecast - $1.observed) } / total
    resolution = bins.reduce(0) { $0 + Double($1.count) * ($1.observed - share) * ($1.observed - share) } / total
    uncertainty = share * (1 - share)
  }

  /// The skill against a named reference: 1 less the ratio of the scores; nil where the reference is perfect.
  public func skill(against reference: BrierScore) -> Double? {
    reference.score == 0 ? nil : 1 - score / reference.score
  }
}
