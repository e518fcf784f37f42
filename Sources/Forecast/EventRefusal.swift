/// Why an event was not taken.
public enum EventRefusal: Error, Equatable, Sendable {
  /// It lies before the event that came last.
  case outOfOrder(second: Int64, last: Int64)
  /// It lies outside the hour that is open.
  case outsideHour(second: Int64, hour: Int64)
}
