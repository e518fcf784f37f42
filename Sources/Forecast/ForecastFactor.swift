/// What a forecast is made of.
public enum ForecastFactor: UInt8, Sendable {
  /// The person's rate so far and within the last days and weeks.
  case rate
  /// The hour of day.
  case hourOfDay
  /// The day of the week.
  case weekday
  /// The time since the last event: clusters, and rest after them.
  case sinceLast
  /// A slow cycle of 4 to 45 days.
  case cycle

  /// How many factors there are.
  public static let count = 5
}
