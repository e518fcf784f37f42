import Alarms
import EventLog
import Vocabulary

/// Keeps the board's state over restarts, each part in two copies that are written in turn, so that one of them is
/// whole at every instant.
///
/// What cannot be read has a stated meaning. **Alarms**: a board that has neither copy has kept nothing; a copy that is
/// there and cannot be read may have held an alarm that nobody has acknowledged: it then counts as unacknowledged. With
/// no copy that can be read, nobody knows the version counter either. **Person**: both copies hold the same person, so
/// one that cannot be read costs nothing; without either, the person is a new one. **Level, forecast**: without a whole
/// copy they are learned anew, and whatever is not the person's is not read at all.
public struct StateKeeper<Storage: StateStorage & ~Copyable>: ~Copyable {
  /// What was found of a part.
  public enum Finding: Sendable {
    /// Nothing was ever kept.
    case nothing
    /// A whole copy, handed over.
    case whole
    /// Something that cannot be read.
    case damaged
  }

  /// Where a part's copies stand.
  private struct Turn {
    /// The newest copy's sequence.
    var sequence: UInt64 = 0
    /// The copy that is written next.
    var next = 0
    /// Whether a copy was there that could not be read.
    var isDamaged = false
  }

  /// What is kept of the alarms, as it was read or written last.
  public private(set) var state = KeptState()
  /// Whether a copy of it was there that could not be read.
  public var isDamaged: Bool { turns[Int(KeptPart.alarms.rawValue)].isDamaged }
  /// Whether the version counter is known.
  public private(set) var isCounterKnown = true
  /// Copies of the alarms that have to be written though the state is the same: until both were written since the
  /// start, one may be damaged.
  public private(set) var copiesToWrite = 0
  var storage: Storage
  /// The key that was kept last, when, and the copy that is written next.
  var keptSeal: SealState?
  var sealNanoseconds: UInt64 = 0
  var nextSealCopy = 0
  /// Whether a copy of the key was there that could not be read, and none that could.
  public internal(set) var isSealDamaged = false
  private var turns: InlineArray<16, Turn> = InlineArray(repeating: Turn())
  var image = ByteBuffer()

  /// Reads what is kept of the alarms.
  ///
  /// - Parameter storage: Where.
  public init(reading storage: consuming Storage) {
    self.storage = storage
    var found = KeptState()
    let finding = read(.alarms) { copy in
      guard let state = KeptState(copy: copy) else { return false }
      found = state
      return true
    }
    state = found
    isCounterKnown = finding != .damaged
    if isDamaged { state.alarms.isSeizureLatched = true }
  }

  /// Reads a part's newest whole copy.
  ///
  /// - Parameters:
  ///   - part: Which.
  ///   - take: Takes the copy (`KeptCopy.content`), valid during the call only; returns whether it could be read.
  /// - Returns: What was found.
  public mutating func read(_ part: KeptPart, _ take: (Span<UInt8>) -> Bool) -> Finding {
    var bytes = KeptCopy.Room(repeating: 0)
    var turn = Turn()
    let second = sequence(part, copy: 1, &turn, &bytes)
    let first = sequence(part, copy: 0, &turn, &bytes)
    let isSecond = second.map { $0 > (first ?? 0) || first == nil } ?? false
    turn.sequence = max(first ?? 0, second ?? 0)
    // Of a part that is never forgotten both copies were written, the newer one may be the one that is gone.
    if part.isNeverForgotten && (first == nil) != (second == nil) && turn.sequence > 1 { turn.isDamaged = true }
    // The copy that is not the newest is the one to lose.
    turn.next = first != nil && !isSecond ? 1 : 0
    turns[Int(part.rawValue)] = turn
    guard first != nil || second != nil else { return turn.isDamaged ? .damaged : .nothing }
    if isSecond { _ = sequence(part, copy: 1, &turn, &bytes) }
    if take(bytes.span.extracting(first: part.contentBytes + KeptCopy.overhead)) { return .whole }
    turns[Int(part.rawValue)].isDamaged = true
    return .damaged
  }

  private mutating func sequence(
    _ part: KeptPart, copy: Int, _ turn: inout Turn, _ bytes: inout KeptCopy.Room
  ) -> UInt64? {
    do throws(StorageFault) {
      var span = bytes.mutableSpan
      guard let count = try storage.read(part, copy: copy, into: &span) else { return nil }
      if let sequence = KeptCopy.sequence(of: bytes.span.extracting(first: count), part) { return sequence }
    } catch {}
    turn.isDamaged = true
    return nil
  }

  /// Keeps a part: durable on return.
  ///
  /// - Parameters:
  ///   - part: Which.
  ///   - content: Its content; empty: the part is forgotten.
  /// - Throws: `StorageFault`; the copy before it is then still whole.
  public mutating func keep(_ part: KeptPart, content: borrowing ByteBuffer) throws(StorageFault) {
    let start = beginImage(part, flags: 0)
    content.withBytes { image.append(contentsOf: $0) }
    try writeImage(part, from: start)
  }

  /// Forgets a part: nothing of it is on the disk any more.
  public mutating func forget(_ part: KeptPart) throws(StorageFault) {
    turns[Int(part.rawValue)].isDamaged = false
    for copy in 0..<2 { try storage.remove(part, copy: copy) }
  }

  /// Begins the next copy of a part in `image`; its content is to follow, then `writeImage`.
  private mutating func beginImage(_ part: KeptPart, flags: UInt8) -> Int {
    image.removeAll()
    return KeptCopy.begin(part, flags: flags, sequence: turns[Int(part.rawValue)].sequence + 1, in: &image)
  }

  private mutating func writeImage(_ part: KeptPart, from start: Int) throws(StorageFault) {
    KeptCopy.end(part, from: start, in: &image)
    let turn = turns[Int(part.rawValue)]
    try Self.write(image, to: &storage, part, copy: turn.next)
    turns[Int(part.rawValue)].sequence = turn.sequence + 1
    turns[Int(part.rawValue)].next = 1 - turn.next
  }

  static func write(
    _ image: borrowing ByteBuffer, to storage: inout Storage, _ part: KeptPart, copy: Int
  ) throws(StorageFault) {
    var fault: StorageFault?
    image.withBytes { bytes in
      do throws(StorageFault) { try storage.write(bytes, part, copy: copy) } catch { fault = error }
    }
    if let fault { throw fault }
  }

  /// Keeps the alarms: durable on return.
  ///
  /// - Parameter state: The state.
  /// - Throws: `StorageFault`; the copy before it is then still whole.
  public mutating func keep(_ state: KeptState) throws(StorageFault) {
    let start = beginImage(.alarms, flags: state.flags)
    state.encode(into: &image)
    try writeImage(.alarms, from: start)
    self.state = state
    copiesToWrite = max(0, copiesToWrite - 1)
  }

  /// Keeps the person, in both copies: durable on return.
  public mutating func keep(_ person: KeptPerson) throws(StorageFault) {
    for _ in 0..<2 {
      let start = beginImage(.person, flags: 0)
      person.encode(into: &image)
      try writeImage(.person, from: start)
    }
  }

  /// Raises the version counter and makes both copies of the alarms whole, before anything is shown. What cannot be
  /// written now is left for later (`copiesToWrite`).
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
