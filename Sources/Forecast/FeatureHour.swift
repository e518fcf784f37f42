/// The minutes of an hour, added up.
public struct FeatureHour: Sendable {
  /// Minutes that make an hour known.
  public static let fewestMinutes: Int64 = 30

  private var sums: InlineArray<9, Int64> = InlineArray(repeating: 0)
  /// Minutes so far.
  public private(set) var minutes: Int64 = 0

  /// Begins an hour of which nothing is known.
  public init() {}

  /// Adds a minute.
  public mutating func add(_ minute: borrowing FeatureMinute) {
    for feature in 0..<FeatureMinute.count { sums[feature] += Int64(minute.values[feature]) }
    minutes += 1
  }

  /// Whether enough of it is known.
  public var isKnown: Bool { minutes >= Self.fewestMinutes }

  /// The mean of a feature over the minutes, in Q16.
  ///
  /// - Precondition: The hour is known.
  func mean(_ feature: Int) -> Int64 { sums[feature] / minutes }
}
