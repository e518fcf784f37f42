import ADS1299
import Bundle
import EventLog
import Supervisor
import Vocabulary

/// Lines that remember what they hold, and fail when told so.
final class FakePins: AlarmPins {
  /// The lines that there are, and whether they are active.
  var levels: [LineRole: Bool] = [:]
  /// The error number with which a line fails.
  var failures: [LineRole: Int32] = [:]
  /// Lines whose wires something else holds.
  var stuck: Set<LineRole> = []
  /// Which line was driven, in order.
  var driven: [LineRole] = []

  init(_ roles: [LineRole] = [.alarm, .fault, .buzzer, .light, .nurseCall, .heartbeat]) {
    for role in roles { levels[role] = role != .buzzer && role != .heartbeat }
  }

  func has(_ role: LineRole) -> Bool { levels[role] != nil }

  func set(_ role: LineRole, isActive: Bool) throws(LineFault) {
    driven.append(role)
    if let code = failures[role] { throw LineFault(KernelName("GPIO17"), code: code) }
    if !stuck.contains(role) { levels[role] = isActive }
  }

  func check(_ role: LineRole, isActive: Bool) throws(LineFault) {
    if levels[role] != isActive { throw LineFault(KernelName("GPIO17"), code: 5, isStuck: true) }
  }

  func pulse(_ role: LineRole) throws(LineFault) {
    pulsed.append(role)
    try set(role, isActive: true)
    defer { if !stuck.contains(role) { levels[role] = false } }
    try check(role, isActive: true)
  }

  /// Which line was tested, in order.
  var pulsed: [LineRole] = []

  /// The active lines of those that call.
  var calling: Set<LineRole> { Set([.alarm, .fault, .nurseCall].filter { levels[$0] == true }) }
}

/// A button whose changes a test makes.
final class FakeButton: AcknowledgeButton {
  let isWired: Bool
  var changes: [ButtonChange] = []
  var failure: Int32?

  init(isWired: Bool = true) {
    self.isWired = isWired
  }

  func nextChange() throws(LineFault) -> ButtonChange? {
    if let failure { throw LineFault(KernelName("GPIO27"), code: failure) }
    return changes.isEmpty ? nil : changes.removeFirst()
  }
}

/// A watchdog that counts.
final class FakeWatchdog: WatchdogFeeding {
  var fed = 0
  var isStopped = false

  func feed() { fed += 1 }
  func stop() { isStopped = true }
}

/// A clock that a test sets.
final class FakeClock: StampingClock {
  var now: UInt64 = 1_000_000_000_000
  /// How far the wall clock is ahead; nil: it is not synchronised.
  var lead: Int64?
  /// How long the machine slept.
  var slept: UInt64 = 0

  func nowNanoseconds() -> UInt64 { now }
  func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { now = max(now, deadlineNanoseconds) }
  func sleptNanoseconds() -> UInt64 { slept }
  func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps {
    guard let lead else { return RecordStamps(monotonicNanoseconds: monotonicNanoseconds) }
    return RecordStamps(
      monotonicNanoseconds: monotonicNanoseconds, wallNanoseconds: Int64(monotonicNanoseconds) + lead,
      wallState: .synchronised)
  }
}

/// A queue of arrivals, both ends.
final class FakeArrivals: ArrivalIntake, ArrivalOutlet {
  var waiting: [Arrival] = []
  var refused: UInt32 = 0

  func put(_ arrival: borrowing Arrival) { waiting.append(copy arrival) }
  func take() -> Arrival? { waiting.isEmpty ? nil : waiting.removeFirst() }
}

/// A queue of records, both ends.
final class FakeRecords: RecordIntake, RecordOutlet {
  struct Record {
    let kind: RecordKind?
    var part: KeptPart?
    let body: [UInt8]
    let time: UInt64
  }

  private var staged: [Record] = []
  /// What the storing end can take.
  var committed: [Record] = []
  var refused: UInt32 = 0
  var wakes = 0

  func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    staged.append(Record(kind: kind, part: nil, body: body.indices.map { body[$0] }, time: monotonicNanoseconds))
  }

  func emit(_ part: KeptPart, content: Span<UInt8>) -> Bool {
    guard !isFull else { return false }
    staged.append(Record(kind: nil, part: part, body: content.indices.map { content[$0] }, time: 0))
    return true
  }

  /// Whether no part fits.
  var isFull = false

  /// The committed parts.
  var parts: [Record] { committed.filter { $0.part != nil } }

  /// Called before records are handed over, with those that are.
  var onCommit: ([Record]) -> Void = { _ in }

  func commit() {
    onCommit(staged)
    committed += staged
    staged = []
  }

  func wake() { wakes += 1 }

  func peek(into body: inout ByteBuffer) -> RecordHeading? {
    guard let first = committed.first else { return nil }
    body.removeAll()
    for byte in first.body { body.append(byte) }
    if let part = first.part { return RecordHeading(part: part, bodyBytes: first.body.count) }
    return first.kind.map {
      RecordHeading(kind: $0, monotonicNanoseconds: first.time, bodyBytes: first.body.count)
    }
  }

  func remove(_ heading: RecordHeading) { committed.removeFirst() }

  /// The committed faults.
  var faults: [FaultEvent] {
    committed.filter { $0.kind == .fault }.compactMap { try? FaultEvent(decoding: $0.body.span) }
  }

  /// The committed acts at the bed.
  var acts: [PersonBody] {
    committed.filter { $0.kind == .person }.compactMap { try? PersonBody(decoding: $0.body.span) }
  }

  /// The committed sessions.
  var sessions: [SessionBody] {
    committed.filter { $0.kind == .session }.compactMap { try? SessionBody(decoding: $0.body.span) }
  }

  /// The committed acknowledgements.
  var acknowledgements: [AcknowledgementBody] {
    committed.filter { $0.kind == .acknowledgement }.compactMap { try? AcknowledgementBody(decoding: $0.body.span) }
  }
}

/// Two copies of each part of the state; the power can go at any byte of a write.
final class FakeState: StateStorage {
  /// Those of the alarms.
  var copies: [[UInt8]?] {
    get { parts[.alarms] ?? [nil, nil] }
    set { parts[.alarms] = newValue }
  }
  var parts: [KeptPart: [[UInt8]?]] = [:]
  /// How many bytes can still be written before the power goes.
  var bytesUntilCut: Int?
  /// Error with which reading fails.
  var readFailure: Int32?
  var writes = 0
  var bytesWritten = 0

  func read(_ part: KeptPart, copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int? {
    if let readFailure { throw StorageFault(.read, segment: 0, code: readFailure) }
    guard let found = parts[part]?[copy] else { return nil }
    let count = min(found.count, bytes.count)
    for index in 0..<count { bytes[index] = found[index] }
    return count
  }

  func write(_ bytes: Span<UInt8>, _ part: KeptPart, copy: Int) throws(StorageFault) {
    var held = parts[part]?[copy] ?? []
    for index in bytes.indices {
      if let left = bytesUntilCut {
        guard left > 0 else {
          parts[part, default: [nil, nil]][copy] = held
          throw StorageFault(.write, segment: 0, code: 5)
        }
        bytesUntilCut = left - 1
      }
      if index < held.count { held[index] = bytes[index] } else { held.append(bytes[index]) }
    }
    parts[part, default: [nil, nil]][copy] = held
    writes += 1
    bytesWritten += bytes.count
  }

  func remove(_ part: KeptPart, copy: Int) throws(StorageFault) {
    if bytesUntilCut == 0 { throw StorageFault(.remove, segment: 0, code: 5) }
    parts[part]?[copy] = nil
  }
}
