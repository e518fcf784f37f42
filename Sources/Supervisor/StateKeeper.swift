import Alarms
import EventLog
import Vocabulary

/// Keeps the board's state over restarts, in two copies that are written in turn, so that one of them is whole at every
/// instant.
///
/// A board that has neither copy has kept nothing. A copy that is there and cannot be read may have held an alarm that
/// nobody has acknowledged: the alarm then counts as unacknowledged. With no copy that can be read, nobody knows the
/// version counter either.
public struct StateKeeper<Storage: StateStorage & ~Copyable>: ~Copyable {
  /// What is kept, as it was read or written last.
  public private(set) var state = KeptState()
  /// Whether a copy was there that could not be read.
  public private(set) var isDamaged = false
  /// Whether the version counter is known.
  public private(set) var isCounterKnown = true
  /// Copies that have to be written though the state is the same: until both were written since the start, one may be
  /// damaged.
  public private(set) var copiesToWrite = 0
  private var storage: Storage
  /// The copy that is written next.
  private var next = 0

  /// Reads what is kept.
  ///
  /// - Parameter storage: Where.
  public init(reading storage: consuming Storage) {
    self.storage = storage
    let first = read(copy: 0)
    let second = read(copy: 1)
    let newest = Self.newest(first, second)
    if let newest { state = newest }
    isCounterKnown = newest != nil || !isDamaged
    // The copy that is not the newest is the one to lose.
    next = newest == nil || newest == second ? 0 : 1
    if isDamaged { state.alarms.isSeizureLatched = true }
  }

  private static func newest(_ first: KeptState?, _ second: KeptState?) -> KeptState? {
    guard let first, let second else { return first ?? second }
    return second.sequence > first.sequence ? second : first
  }

  private mutating func read(copy: Int) -> KeptState? {
    // Room for one byte more than a copy has: a longer one is none.
    var bytes = InlineArray<57, UInt8>(repeating: 0)
    do throws(StorageFault) {
      var span = bytes.mutableSpan
      guard let count = try storage.read(copy: copy, into: &span) else { return nil }
      if let state = KeptState(bytes.span.extracting(first: count)) { return state }
    } catch {}
    isDamaged = true
    return nil
  }

  /// Keeps a state: durable on return.
  ///
  /// - Parameter state: The state; its sequence is set here.
  /// - Throws: `StorageFault`; the copy before it is then still whole.
  public mutating func keep(_ state: KeptState) throws(StorageFault) {
    var state = state
    state.sequence = self.state.sequence + 1
    try storage.write(state.bytes.span, copy: next)
    self.state = state
    copiesToWrite = max(0, copiesToWrite - 1)
    next = 1 - next
  }

  /// Raises the version counter and makes both copies whole, before anything is shown. What cannot be written now is
  /// left for later (`copiesToWrite`).
  ///
  /// - Parameter versionCounter: The counter of the bundle that is run; a lower one than is kept changes nothing.
  public mutating func keepAtStart(versionCounter: UInt64) {
    var state = state
    state.versionCounter = max(state.versionCounter, versionCounter)
    self.state = state
    copiesToWrite = 2
    do throws(StorageFault) {
      try keep(state)
      try keep(state)
    } catch {}
  }
}
