/// The area under the receiver operating characteristic as a rank statistic (Mann and Whitney 1947).
public enum RankStatistic {
  /// The probability that a positive scores above a negative, ties counting half.
  ///
  /// - Parameters:
  ///   - positives: Scores of one class.
  ///   - negatives: Scores of the other.
  /// - Returns: 0 to 1, or nil if a class is empty.
  public static func areaUnderCurve(positives: [Double], negatives: [Double]) -> Double? {
    guard !positives.isEmpty && !negatives.isEmpty else { return nil }
    let sorted = negatives.sorted()
    var below = 0
    var throughTies = 0
    var halves = 0
    for score in positives.sorted() {
      while below < sorted.count && sorted[below] < score { below += 1 }
      while throughTies < sorted.count && sorted[throughTies] <= score { throughTies += 1 }
      halves += below + throughTies
    }
    return Double(halves) / 2 / Double(positives.count) / Double(negatives.count)
  }
}
