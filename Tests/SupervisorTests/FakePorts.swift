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
  /// Which line was driven, in order.
  var driven: [LineRole] = []

  init(_ roles: [LineRole] = [.alarm, .fault, .buzzer, .light, .nurseCall, .heartbeat]) {
    for role in roles { levels[role] = role != .buzzer && role != .heartbeat }
  }

  func has(_ role: LineRole) -> Bool { levels[role] != nil }

  func set(_ role: LineRole, isActive: Bool) throws(LineFault) {
    driven.append(role)
    if let code = failures[role] { throw LineFault(KernelName("GPIO17"), code: code) }
    levels[role] = isActive
  }

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

  func nowNanoseconds() -> UInt64 { now }
  func sleep(untilNanoseconds deadlineNanoseconds: UInt64) { now = max(now, deadlineNanoseconds) }
  func stamps(of monotonicNanoseconds: UInt64) -> RecordStamps {
    RecordStamps(monotonicNanoseconds: monotonicNanoseconds)
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
    let kind: RecordKind
    let body: [UInt8]
    let time: UInt64
  }

  private var staged: [Record] = []
  /// What the storing end can take.
  var committed: [Record] = []
  var refused: UInt32 = 0
  var wakes = 0

  func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    staged.append(Record(kind: kind, body: body.indices.map { body[$0] }, time: monotonicNanoseconds))
  }

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
    return RecordHeading(kind: first.kind, monotonicNanoseconds: first.time, bodyBytes: first.body.count)
  }

  func remove(_ heading: RecordHeading) { committed.removeFirst() }

  /// The committed faults.
  var faults: [FaultEvent] {
    committed.filter { $0.kind == .fault }.compactMap { try? FaultEvent(decoding: $0.body.span) }
  }

  /// The committed acknowledgements.
  var acknowledgements: [AcknowledgementBody] {
    committed.filter { $0.kind == .acknowledgement }.compactMap { try? AcknowledgementBody(decoding: $0.body.span) }
  }
}

/// Two copies of the state; the power can go at any byte of a write.
final class FakeState: StateStorage {
  var copies: [[UInt8]?] = [nil, nil]
  /// How many bytes can still be written before the power goes.
  var bytesUntilCut: Int?
  /// Error with which reading fails.
  var readFailure: Int32?
  var writes = 0

  func read(copy: Int, into bytes: inout MutableSpan<UInt8>) throws(StorageFault) -> Int? {
    if let readFailure { throw StorageFault(.read, segment: 0, code: readFailure) }
    guard let found = copies[copy] else { return nil }
    let count = min(found.count, bytes.count)
    for index in 0..<count { bytes[index] = found[index] }
    return count
  }

  func write(_ bytes: Span<UInt8>, copy: Int) throws(StorageFault) {
    var held = copies[copy] ?? []
    for index in bytes.indices {
      if let left = bytesUntilCut {
        guard left > 0 else {
          copies[copy] = held
          throw StorageFault(.write, segment: 0, code: 5)
        }
        bytesUntilCut = left - 1
      }
      if index < held.count { held[index] = bytes[index] } else { held.append(bytes[index]) }
    }
    copies[copy] = held
    writes += 1
  }
}
