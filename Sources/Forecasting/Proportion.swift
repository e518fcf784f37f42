/// A share of people, with its 95 % interval (Wilson 1927).
public struct Proportion: Equatable, Sendable {
  /// The share, from 0 to 1.
  public let share: Double
  /// The lower end of the interval.
  public let low95: Double
  /// The upper end.
  public let high95: Double

  /// Counts.
  ///
  /// - Parameters:
  ///   - count: Those that are meant.
  ///   - total: All, at least 1.
  public init(_ count: Int, of total: Int) {
    let z = 1.959_964
    let n = Double(total)
    share = Double(count) / n
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    low95 = max(0, middle - half)
    high95 = min(1, middle + half)
  }
}
