import EventLog
import Supervisor

/// The machine's clocks as its threads read them.
final class BedClock: StampingClock {
  /// The monotonic clock.
  var now: UInt64
  /// What the wall clock shows beyond the monotonic one, in nanoseconds.
  var wallOffset: Int64 = 1_800_000_000_000_000_000

  init(now: UInt64) {
    self.now = now
  }

  func nowNanoseconds() -> UInt64 { now }
  func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { now = max(now, deadlineNanoseconds) }

  func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps {
    RecordStamps(
      monotonicNanoseconds: monotonicNanoseconds, wallNanoseconds: Int64(monotonicNanoseconds) + wallOffset,
      wallState: .freeRunning)
  }
}
