import Alarms
import Synchronization

/// Where the thread that decides leaves what the one that stores is to keep: the newest state only, never waited for.
///
/// The boards have no atomic words of 64 bits alike, so a count that is odd while the words change tells a reader to
/// look again.
public struct StateMailbox: ~Copyable, Sendable {
  private static let nanosecondsPerSecond: UInt64 = 1_000_000_000

  private let generation = Atomic<UInt32>(0)
  private let event = Atomic<UInt32>(0)
  private let isLatched = Atomic<Bool>(false)
  // Seconds of the monotonic clock, rounded down: a kept pause ends up to a second early.
  private let seizurePause = Atomic<UInt32>(0)
  private let technicalPause = Atomic<UInt32>(0)

  /// Creates a mailbox that holds what was read at the start.
  public init(_ state: KeptState) {
    put(state)
  }

  /// Leaves a state; only ever called by one thread.
  public func put(_ state: KeptState) {
    let alarms = state.alarms
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    event.store(state.seizureEvent, ordering: .sequentiallyConsistent)
    isLatched.store(alarms.isSeizureLatched, ordering: .sequentiallyConsistent)
    seizurePause.store(Self.seconds(alarms.seizurePausedUntil), ordering: .sequentiallyConsistent)
    technicalPause.store(Self.seconds(alarms.technicalPausedUntil), ordering: .sequentiallyConsistent)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// The newest state.
  ///
  /// - Parameter state: What the other fields are.
  /// - Returns: Nil while a state is being left: another look finds it.
  public func take(_ state: KeptState) -> KeptState? {
    let before = generation.load(ordering: .sequentiallyConsistent)
    var found = state
    found.seizureEvent = event.load(ordering: .sequentiallyConsistent)
    found.alarms = KeptAlarms(
      isSeizureLatched: isLatched.load(ordering: .sequentiallyConsistent),
      seizurePausedUntil: Self.nanoseconds(seizurePause.load(ordering: .sequentiallyConsistent)),
      technicalPausedUntil: Self.nanoseconds(technicalPause.load(ordering: .sequentiallyConsistent)))
    let after = generation.load(ordering: .sequentiallyConsistent)
    return before == after && before & 1 == 0 ? found : nil
  }

  private static func seconds(_ nanoseconds: UInt64) -> UInt32 { UInt32(clamping: nanoseconds / nanosecondsPerSecond) }

  private static func nanoseconds(_ seconds: UInt32) -> UInt64 { UInt64(seconds) * nanosecondsPerSecond }
}
