import EventLog
import Synchronization
import Vocabulary

/// How the log is doing, and what else the thread that stores reads, as it tells the one that decides.
public struct StorageStatus: ~Copyable, Sendable {
  /// What the platform granted, for the boot record; set before the first record is handed over.
  public let capabilities = Atomic<UInt32>(0)
  // The fault's kind, operation or problem, and error number, in one word; and the segment.
  private let fault = Atomic<UInt32>(0)
  private let segment = Atomic<UInt32>(0)
  private let beat = Atomic<UInt32>(0)
  private let bytes = Atomic<UInt32>(0)
  private let flushes = Atomic<UInt32>(0)
  private let unstored = Atomic<UInt32>(0)
  private let isDone = Atomic<Bool>(false)
  private let isVoltageLow = Atomic<Bool>(false)
  // A request's act and minutes, a byte each, and its number; 0: there was none.
  private let request = Atomic<UInt32>(0)

  /// Creates the status of a log that has not been opened yet.
  public init() {}

  /// How the log is doing now.
  public var reading: StorageReading {
    var reading = StorageReading()
    reading.fault = detail(fault.load(ordering: .acquiring))
    reading.beat = beat.load(ordering: .relaxed)
    reading.bytes = bytes.load(ordering: .relaxed)
    reading.flushes = flushes.load(ordering: .relaxed)
    reading.unstored = unstored.load(ordering: .relaxed)
    reading.isVoltageLow = isVoltageLow.load(ordering: .relaxed)
    reading.request = Self.request(request.load(ordering: .acquiring))
    reading.isDone = isDone.load(ordering: .acquiring)
    return reading
  }

  /// Tells that the thread is not held up.
  func stir() { beat.wrappingAdd(1, ordering: .relaxed) }

  /// Adds to what was written.
  func add(bytes moreBytes: UInt64, flushes moreFlushes: UInt64) {
    bytes.wrappingAdd(UInt32(truncatingIfNeeded: moreBytes), ordering: .relaxed)
    flushes.wrappingAdd(UInt32(truncatingIfNeeded: moreFlushes), ordering: .relaxed)
  }

  /// Tells whether the supply's voltage is too low.
  public func tell(isVoltageLow isLow: Bool) { isVoltageLow.store(isLow, ordering: .relaxed) }

  /// Tells that a record could not be stored and is gone.
  public func passOver() { unstored.wrappingAdd(1, ordering: .relaxed) }

  /// Tells what somebody asks for.
  func ask(_ asked: BedRequest) {
    let minutes = UInt32(UInt8(clamping: asked.minutes))
    request.store(
      UInt32(asked.number) << 16 | minutes << 8 | UInt32(asked.act.rawValue), ordering: .releasing)
  }

  private static func request(_ word: UInt32) -> BedRequest? {
    PersonBody.Act(rawValue: UInt8(truncatingIfNeeded: word)).map {
      BedRequest(
        $0, minutes: UInt16(UInt8(truncatingIfNeeded: word >> 8)), number: UInt16(truncatingIfNeeded: word >> 16))
    }
  }

  /// Tells that everything is stored.
  func finish() { isDone.store(true, ordering: .releasing) }

  /// Tells why the log cannot be written, or that it can: nil.
  func tell(_ reason: LogFault?) {
    switch reason {
    case nil: fault.store(0, ordering: .releasing)
    case .storage(let found), .unflushed(let found, _):
      segment.store(found.segment, ordering: .relaxed)
      let code = UInt32(UInt16(truncatingIfNeeded: found.code))
      fault.store(Self.storage | UInt32(found.operation.rawValue) << 16 | code, ordering: .releasing)
    case .policy: tell(.policy)
    case .bodyTooLong: tell(.bodyTooLong)
    case .budgetSpent: tell(.budgetSpent)
    case .lost: tell(.lost)
    }
  }

  private func tell(_ problem: LogRefusal) {
    fault.store(Self.log | UInt32(problem.rawValue) << 16, ordering: .releasing)
  }

  private static let storage: UInt32 = 1 << 24
  private static let log: UInt32 = 2 << 24

  private func detail(_ word: UInt32) -> FaultDetail {
    let number = UInt8(truncatingIfNeeded: word >> 16)
    if word & Self.storage != 0, let operation = StorageOperation(rawValue: number) {
      return .storage(
        operation, segment: segment.load(ordering: .relaxed), code: Int32(Int16(truncatingIfNeeded: word)))
    }
    if word & Self.log != 0, let problem = LogRefusal(rawValue: number) { return .log(problem) }
    return .none
  }
}
