import Alarms
import Synchronization
import Vocabulary

/// Where the thread that decides leaves the alarms' state for the one that stores to keep, the newest only, never
/// waited for; and what either needs of the other: a number for the next person, and the answer to a request.
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

  // A number for the next person, in four words: while it is there they belong to the deciding thread, else to the
  // storing one. No array of them: the compiler for the boards fails on arrays of atomic words.
  private let hasPseudonym = Atomic<Bool>(false)
  private let first = Atomic<UInt32>(0)
  private let second = Atomic<UInt32>(0)
  private let third = Atomic<UInt32>(0)
  private let fourth = Atomic<UInt32>(0)

  // A request's number and what became of it.
  private let answered = Atomic<UInt32>(0)

  /// Creates a mailbox that holds what was read of the alarms at the start.
  public init(_ state: KeptState) {
    put(state)
  }

  /// Leaves the alarms; only ever called by one thread.
  public func put(_ state: KeptState) {
    let alarms = state.alarms
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    event.store(state.seizureEvent, ordering: .sequentiallyConsistent)
    isLatched.store(alarms.isSeizureLatched, ordering: .sequentiallyConsistent)
    seizurePause.store(Self.seconds(alarms.seizurePausedUntil), ordering: .sequentiallyConsistent)
    technicalPause.store(Self.seconds(alarms.technicalPausedUntil), ordering: .sequentiallyConsistent)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// The newest state of the alarms.
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

extension StateMailbox {
  /// Whether the next person has a pseudonym.
  public var isPseudonymDrawn: Bool { hasPseudonym.load(ordering: .acquiring) }

  /// Leaves a random number for the next person; only ever called by one thread, and while none is there.
  public func put(pseudonym bytes: InlineArray<16, UInt8>) {
    precondition(!isPseudonymDrawn)
    let fields = bytes.span
    first.store(fields.number(UInt32.self, at: 0), ordering: .relaxed)
    second.store(fields.number(UInt32.self, at: 4), ordering: .relaxed)
    third.store(fields.number(UInt32.self, at: 8), ordering: .relaxed)
    fourth.store(fields.number(UInt32.self, at: 12), ordering: .relaxed)
    hasPseudonym.store(true, ordering: .releasing)
  }

  /// Takes the number; only ever called by one thread. Nil if there is none yet.
  func takePseudonym() -> InlineArray<16, UInt8>? {
    guard isPseudonymDrawn else { return nil }
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    var fields = bytes.mutableSpan
    fields.put(first.load(ordering: .relaxed), at: 0)
    fields.put(second.load(ordering: .relaxed), at: 4)
    fields.put(third.load(ordering: .relaxed), at: 8)
    fields.put(fourth.load(ordering: .relaxed), at: 12)
    hasPseudonym.store(false, ordering: .releasing)
    return bytes
  }

  /// Tells what became of a request, once all that follows from it was handed over.
  func answer(_ number: UInt16, _ outcome: BedOutcome) {
    answered.store(UInt32(number) << 16 | UInt32(outcome.rawValue), ordering: .releasing)
  }

  /// What became of a request; nil as long as it is not done.
  func answer(to number: UInt16) -> BedOutcome? {
    let found = answered.load(ordering: .acquiring)
    guard found >> 16 == UInt32(number) else { return nil }
    return BedOutcome(rawValue: UInt8(truncatingIfNeeded: found))
  }
}
