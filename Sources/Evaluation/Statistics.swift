/// Means and medians in which undefined values have no part.
enum Statistics {
  /// The mean of the values that are defined, or nil if none is.
  static func mean(_ values: [Double?]) -> Double? {
    let defined = values.compactMap { $0 }
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
  }

  /// An upper bound as it is shown: never below what was computed, in hundredths.
  static func roundedUp(_ bound: Double?) -> Double? {
    bound.map { ($0 * 100).rounded(.up) / 100 }
  }

  /// The median, or nil of nothing.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
