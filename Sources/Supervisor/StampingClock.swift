import ADS1299
import EventLog

/// A port for the clocks that stamp records.
public protocol StampingClock: MonotonicClock, ~Copyable {
  /// The stamps of something that happened at a time of the monotonic clock.
  func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps

  /// How long the machine has slept since it was switched on: of that time the monotonic clock tells nothing.
  func sleptNanoseconds() -> UInt64
}
