/// A port for the monotonic clock that also stamps the data-ready edges.
public protocol MonotonicClock: ~Copyable {
  /// The time now.
  mutating func nowNanoseconds() -> UInt64

  /// Returns at `deadlineNanoseconds` or later; at once if that is past.
  mutating func sleep(untilNanoseconds deadlineNanoseconds: UInt64)
}
