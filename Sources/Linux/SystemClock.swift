import ADS1299
import CLinux
import EventLog
import Supervisor

/// The kernel's clocks: the monotonic one that also stamps the edges of GPIO lines, and the wall clock with its state.
public struct SystemClock: StampingClock, Sendable {
  /// A clock before this was never set: 2024-01-01 00:00:00 UTC, older than this program.
  private static let earliestWallNanoseconds: Int64 = 1_704_067_200_000_000_000

  /// Creates a clock.
  public init() {}

  /// The monotonic clock.
  public func nowNanoseconds() -> UInt64 { linux_monotonic_nanoseconds() }

  /// Returns when the monotonic clock has reached `deadlineNanoseconds`.
  public func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { linux_sleep_until(deadlineNanoseconds) }

  /// How long the machine has slept since it was switched on.
  public func sleptNanoseconds() -> UInt64 { linux_slept_nanoseconds() }

  /// The stamps of something that happened at a time of the monotonic clock.
  ///
  /// - Parameter monotonicNanoseconds: When.
  /// - Returns: The same by both clocks; without a wall time while the wall clock has not been set.
  public func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps {
    let wallNow = linux_wall_nanoseconds()
    guard wallNow >= Self.earliestWallNanoseconds else {
      return RecordStamps(monotonicNanoseconds: monotonicNanoseconds)
    }
    let age = Int64(bitPattern: linux_monotonic_nanoseconds() &- monotonicNanoseconds)
    return RecordStamps(
      monotonicNanoseconds: monotonicNanoseconds, wallNanoseconds: wallNow - age,
      wallState: linux_is_wall_synchronised() ? .synchronised : .freeRunning)
  }
}
