/// A forecast's log-odds, split over what they come from; the shares and the base add up to the log-odds exactly.
public struct RiskShares: Equatable, Sendable {
  /// The log-odds of the person's running rate, in Q24.
  public internal(set) var base: Int64 = 0
  var shares: InlineArray<5, Int64> = InlineArray(repeating: 0)

  init() {}

  /// A factor's share in log-odds, in Q24.
  public subscript(_ factor: ForecastFactor) -> Int64 { shares[Int(factor.rawValue)] }

  /// The log-odds, in Q24.
  public var logOdds: Int64 {
    var sum = base
    for index in 0..<ForecastFactor.count { sum += shares[index] }
    return sum
  }

  /// The factor that raises the risk most.
  public var strongest: ForecastFactor {
    var best = 0
    for index in 1..<ForecastFactor.count where shares[index] > shares[best] { best = index }
    return ForecastFactor(rawValue: UInt8(best)) ?? .rate
  }

  /// Whether the base and each share are at most `limit` from 0.
  func isWithin(_ limit: Int64) -> Bool {
    let range = -limit...limit
    for index in 0..<ForecastFactor.count where !range.contains(shares[index]) { return false }
    return range.contains(base)
  }

  /// The mixture of two splits in log-odds.
  ///
  /// - Parameters:
  ///   - first: One split.
  ///   - second: The other.
  ///   - weight: The first's, from 0 to 1 in Q16.
  init(_ first: RiskShares, _ second: RiskShares, weight: Int64) {
    base = (weight * first.base + (1 << 16 - weight) * second.base) >> 16
    for index in 0..<ForecastFactor.count {
      shares[index] = (weight * first.shares[index] + (1 << 16 - weight) * second.shares[index]) >> 16
    }
  }

  public static func == (left: RiskShares, right: RiskShares) -> Bool {
    guard left.base == right.base else { return false }
    for index in 0..<ForecastFactor.count where left.shares[index] != right.shares[index] { return false }
    return true
  }
}
