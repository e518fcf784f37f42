import Forecast

/// One person's minutes of features, by the hour.
public struct FeatureHours: Sendable {
  private var hours: [Int64: FeatureHour] = [:]

  /// Begins without a minute.
  public init() {}

  /// Adds a minute.
  ///
  /// - Parameters:
  ///   - minute: Its features.
  ///   - second: Its end, in local seconds since a Monday's midnight.
  public mutating func add(_ minute: FeatureMinute, atSecond second: Int64) {
    hours[second / 3_600, default: FeatureHour()].add(minute)
  }

  /// The features of an hour; one of which nothing is known where there are none.
  public internal(set) subscript(_ hour: Int64) -> FeatureHour {
    get { hours[hour] ?? FeatureHour() }
    set { hours[hour] = newValue }
  }

  /// Hours of which enough is known.
  public var knownHours: Int { hours.values.count { $0.isKnown } }
}
