import ADS1299
import EventLog
import Synchronization
import Vocabulary

/// What the thread that stores does: keeps the board's state and writes what was decided to the log. Whatever the disk
/// does, nothing waits for it but this.
public struct Store<
  Storage: SegmentStorage & ~Copyable, Hasher: Hashing, State: StateStorage & ~Copyable,
  Records: RecordOutlet & ~Copyable, Clock: StampingClock & ~Copyable
>: ~Copyable {
  /// The longest wait between two steps.
  public static var pauseNanoseconds: UInt64 { 1_000_000_000 }

  private var keeper: StateKeeper<State>
  private var records: Records
  private var clock: Clock
  private let policy: LogPolicy
  private var boot: BootBody
  private var hasBooted = false
  /// Whether a record was written since the key was kept that is to be out of its reach at once.
  private var isKeyUrgent = false
  private var writer: LogWriter<Storage, Hasher>?
  /// What was told of the writer's usage, and the newest record that a failed flush left in doubt.
  private var told: (bytes: UInt64, flushes: UInt64) = (0, 0)
  private var unflushedSequence: UInt64 = 0
  private var acknowledged: UInt64 = 0
  /// Whether a flush failed since all was durable.
  private var isInDoubt = false
  private var body = ByteBuffer()
  /// The request that the deciding thread was told of, and its asker's number.
  private var asked: (request: BedRequest, asker: UInt64)?
  private var requests: UInt16 = 0

  /// Creates the thread's work.
  ///
  /// - Parameters:
  ///   - keeper: Keeps the board's state.
  ///   - records: Where records come from.
  ///   - clock: Stamps them.
  ///   - policy: The log's sizes.
  ///   - boot: The boot record, but for what only the log and the start's end can tell.
  public init(
    keeper: consuming StateKeeper<State>, records: consuming Records, clock: consuming Clock, policy: LogPolicy,
    boot: BootBody
  ) {
    self.keeper = keeper
    self.records = records
    self.clock = clock
    self.policy = policy
    self.boot = boot
  }

  /// Keeps and writes what there is.
  ///
  /// - Parameters:
  ///   - mailbox: Holds the state to keep.
  ///   - status: Is told how it goes.
  ///   - isEnding: Whether nothing comes any more: what is stored is then made durable.
  ///   - open: Opens the log's storage; called where the log is not open, or must be opened anew.
  public mutating func step(
    _ mailbox: borrowing StateMailbox, _ status: borrowing StorageStatus, isEnding: Bool, open: () -> Storage
  ) {
    status.stir()
    let outcome = asked.flatMap { mailbox.answer(to: $0.request.number) }
    var stateFault = keep(mailbox)
    if stateFault == nil { stateFault = keepParts() }
    do throws(LogFault) {
      try openLog(status, open)
      if let fault = try write(isEnding: isEnding, status) { stateFault = fault }
      // What the answer tells of was handed over before it, and is durable by now.
      if stateFault == nil { attend(outcome, status) }
      // What a flush left in doubt is whole again once all before it is durable.
      if let stateFault {
        status.tell(.storage(stateFault))
      } else if acknowledged >= unflushedSequence {
        trust()
        status.tell(nil)
      }
    } catch {
      // The log is opened anew with the next step; records wait in the queue meanwhile, as many as fit.
      if error.isOfFlush { doubt() }
      status.tell(error)
      writer = nil
    }
    status.stir()
    if isEnding { status.finish() }
  }

  /// Keeps the state, if it has changed or a copy is still to be made whole: before the records, which may be many.
  private mutating func keep(_ mailbox: borrowing StateMailbox) -> StorageFault? {
    guard let state = mailbox.take(keeper.state) else { return nil }
    do throws(StorageFault) {
      if state != keeper.state { try keeper.keep(state) }
      while keeper.copiesToWrite > 0 { try keeper.keep(state) }
    } catch { return error }
    return nil
  }

  /// Keeps the parts that wait before any record: for them the log need not be open.
  private mutating func keepParts() -> StorageFault? {
    while let heading = records.peek(into: &body), let part = heading.part {
      do throws(StorageFault) { try keep(part) } catch { return error }
      records.remove(heading)
    }
    return nil
  }

  /// Keeps the part whose content the body holds; the person in both copies, so that neither tells of another one.
  private mutating func keep(_ part: KeptPart) throws(StorageFault) {
    guard body.count > 0 else { return try keeper.forget(part) }
    try keeper.keep(part, content: body)
    if part == .person { try keeper.keep(part, content: body) }
  }

  /// Answers a request that is done, and looks for another.
  private mutating func attend(_ outcome: BedOutcome?, _ status: borrowing StorageStatus) {
    do throws(StorageFault) {
      if let asked, let outcome {
        try keeper.answer(outcome, asker: asked.asker)
        self.asked = nil
      }
    } catch { return }
    guard asked == nil, var found = keeper.request() else { return }
    requests = requests == .max ? 1 : requests + 1
    found.request.number = requests
    asked = found
    status.ask(found.request)
  }

  private mutating func doubt() {
    if !isInDoubt { keeper.doubtLog() }
    isInDoubt = true
  }

  private mutating func trust() {
    if isInDoubt { keeper.trustLog() }
    isInDoubt = false
  }

  private mutating func openLog(_ status: borrowing StorageStatus, _ open: () -> Storage) throws(LogFault) {
    guard writer == nil else { return }
    isInDoubt = keeper.isLogInDoubt()
    var opened = try LogWriter<Storage, Hasher>(
      opening: open(), policy: policy, seal: keeper.seal(), isInDoubt: isInDoubt)
    trust()
    (told, unflushedSequence) = ((0, 0), 0)
    if !hasBooted { try start(&opened, status) }
    writer = consume opened
  }

  /// Writes the boot record, once.
  private mutating func start(
    _ opened: inout LogWriter<Storage, Hasher>, _ status: borrowing StorageStatus
  ) throws(LogFault) {
    boot.bootNumber = opened.nextBoot
    boot.logBytesDiscarded = opened.recovery.bytesDiscarded
    boot.capabilities = Capabilities(rawValue: status.capabilities.load(ordering: .acquiring))
    if opened.durableSeal != nil { boot.capabilities = boot.capabilities.union(.sealedLog) }
    body.hold(boot)
    try append(.boot, clock.nowNanoseconds(), to: &opened, status)
    hasBooted = true
  }

  /// - Returns: Why a part could not be kept; what waits behind it is then left.
  private mutating func write(isEnding: Bool, _ status: borrowing StorageStatus) throws(LogFault) -> StorageFault? {
    guard var open = writer.take() else { return nil }
    var fault: StorageFault?
    while fault == nil, let heading = records.peek(into: &body) {
      if let kind = heading.kind {
        try append(kind, heading.monotonicNanoseconds, to: &open, status)
        records.remove(heading)
      } else {
        fault = keepParts()
      }
    }
    if isEnding { try open.flush() }
    if let seal = open.durableSeal, let failed = keepKey(seal) { fault = fault ?? failed }
    status.add(bytes: open.usage.bytes - told.bytes, flushes: open.usage.flushes - told.flushes)
    told = (open.usage.bytes, open.usage.flushes)
    acknowledged = open.acknowledged
    writer = consume open
    return fault
  }

  /// Keeps the key once what it sealed is durable: never before, so that no cut of the power leaves a seal out.
  private mutating func keepKey(_ seal: SealState) -> StorageFault? {
    do throws(StorageFault) {
      if try keeper.keep(seal, now: clock.nowNanoseconds(), isUrgent: isKeyUrgent) { isKeyUrgent = false }
    } catch { return error }
    return nil
  }

  /// Appends the body.
  ///
  /// - Throws: What makes it necessary to open the log anew; the record is then not in it.
  private mutating func append(
    _ kind: RecordKind, _ monotonicNanoseconds: UInt64, to writer: inout LogWriter<Storage, Hasher>,
    _ status: borrowing StorageStatus
  ) throws(LogFault) {
    let stamps = clock.stamps(of: monotonicNanoseconds)
    isKeyUrgent = isKeyUrgent || kind == .alarm || kind == .boot
    var fault: LogFault?
    body.withBytes { bytes in
      do throws(LogFault) { _ = try writer.append(kind, body: bytes, stamps: stamps) } catch { fault = error }
    }
    switch fault {
    case nil: return
    case .budgetSpent, .bodyTooLong: status.passOver()
    case .unflushed(_, let sequence):
      // It is in the log, and made durable by a later flush.
      unflushedSequence = sequence
      doubt()
      status.tell(fault)
    case .some(let fault): throw fault
    }
  }
}
