import EventLog
import Supervisor

/// The machine's clocks as its threads read them.
final class BedClock: StampingClock {
  /// The monotonic clock.
  var now: UInt64
  /// What the wall clock shows beyond the monotonic one, in nanoseconds.
  var wallOffset: Int64 = 1_800_000_000_000_000_000
  private var slept: UInt64 = 0
  private let defect: PlantedDefect?

  init(now: UInt64, defect: PlantedDefect?) {
    self.now = now
    self.defect = defect
  }

  /// The machine sleeps: the wall clock goes on meanwhile, the monotonic one stands.
  func sleepMachine(nanoseconds: UInt64) {
    slept += nanoseconds
    wallOffset += Int64(nanoseconds)
  }

  func sleptNanoseconds() -> UInt64 { defect == .sleepUnnoticed ? 0 : slept }

  func nowNanoseconds() -> UInt64 { now }
  func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { now = max(now, deadlineNanoseconds) }

  func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps {
    RecordStamps(
      monotonicNanoseconds: monotonicNanoseconds, wallNanoseconds: Int64(monotonicNanoseconds) + wallOffset,
      wallState: .freeRunning)
  }
}
