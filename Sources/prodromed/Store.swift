#if hasFeature(Embedded)
  import Crypto
  import EventLog
  import Linux
  import Synchronization
  import Vocabulary

  /// The thread that stores: writes what was decided to the log. Whatever the disk does, nothing waits for it but this.
  @safe
  struct Store: ~Copyable {
    private static let pauseNanoseconds: UInt64 = 1_000_000_000

    private let shared: UnsafePointer<Shared>
    private var folder: SegmentFolder.Place
    private let policy: LogPolicy
    private var boot: BootBody
    private var hasBooted = false
    /// What was published of the writer's usage, and the newest record that a failed flush left in doubt.
    private var published: (bytes: UInt64, flushes: UInt64) = (0, 0)
    private var unflushedSequence: UInt64 = 0
    private var body = ByteBuffer()
    private let clock = SystemClock()

    /// Creates the thread's work.
    ///
    /// - Parameters:
    ///   - shared: Outlives the thread.
    ///   - folder: The log's folder; stays open for as long as the thread runs.
    ///   - policy: The log's sizes.
    ///   - boot: The boot record, but for what only the log and the start's end can tell.
    @unsafe
    init(shared: UnsafePointer<Shared>, folder: borrowing FileDescriptor, policy: LogPolicy, boot: BootBody) {
      unsafe self.shared = shared
      self.folder = SegmentFolder.Place(folder)
      self.policy = policy
      self.boot = boot
    }

    /// Stores until the program ends and all is stored.
    mutating func run() {
      wait()
      while unsafe !shared.pointee.storage.isDone.load(ordering: .relaxed) {
        do throws(LogFault) {
          var writer = try LogWriter<SegmentFolder, SHA256Hasher>(opening: SegmentFolder(folder), policy: policy)
          (published, unflushedSequence) = ((0, 0), 0)
          try start(&writer)
          try serve(&writer)
        } catch {
          // The log is opened anew; records wait in the ring meanwhile, as many as fit.
          unsafe shared.pointee.storage.fault.store(StorageStatus.number(of: error), ordering: .relaxed)
          if unsafe shared.pointee.isEnding.load(ordering: .acquiring) { return finish() }
          wait()
        }
      }
    }

    /// Writes the boot record, once.
    private mutating func start(_ writer: inout LogWriter<SegmentFolder, SHA256Hasher>) throws(LogFault) {
      guard !hasBooted else { return }
      boot.bootNumber = writer.nextBoot
      boot.logBytesDiscarded = writer.recovery.bytesDiscarded
      boot.capabilities = Capabilities(
        rawValue: unsafe shared.pointee.storage.capabilities.load(ordering: .acquiring))
      body.removeAll()
      boot.encode(into: &body)
      try append(.boot, clock.nowNanoseconds(), to: &writer)
      hasBooted = true
    }

    private mutating func serve(_ writer: inout LogWriter<SegmentFolder, SHA256Hasher>) throws(LogFault) {
      while true {
        let isEnding = unsafe shared.pointee.isEnding.load(ordering: .acquiring)
        while let heading = unsafe shared.pointee.records.peek(into: &body) {
          try append(heading.kind, heading.monotonicNanoseconds, to: &writer)
          unsafe shared.pointee.records.remove(heading)
        }
        if isEnding { try writer.flush() }
        publish(writer.usage, acknowledged: writer.acknowledged)
        if isEnding { return finish() }
        wait()
      }
    }

    /// Appends the body.
    ///
    /// - Throws: What makes it necessary to open the log anew; the record is then not in it.
    private mutating func append(
      _ kind: RecordKind, _ monotonicNanoseconds: UInt64, to writer: inout LogWriter<SegmentFolder, SHA256Hasher>
    ) throws(LogFault) {
      let stamps = clock.stamps(of: monotonicNanoseconds)
      var fault: LogFault?
      body.withBytes { bytes in
        do throws(LogFault) { _ = try writer.append(kind, body: bytes, stamps: stamps) } catch { fault = error }
      }
      switch fault {
      case nil, .budgetSpent, .bodyTooLong: return
      case .unflushed(let reason, let sequence):
        // It is in the log, and made durable by a later flush.
        unflushedSequence = sequence
        unsafe shared.pointee.storage.fault.store(
          StorageStatus.number(of: .storage(reason)), ordering: .relaxed)
      case .some(let fault): throw fault
      }
    }

    /// Tells what was written since the last time, and that the log is whole again once nothing is left in doubt.
    private mutating func publish(_ usage: LogUsage, acknowledged: UInt64) {
      unsafe shared.pointee.storage.bytes.wrappingAdd(
        UInt32(truncatingIfNeeded: usage.bytes - published.bytes), ordering: .relaxed)
      unsafe shared.pointee.storage.flushes.wrappingAdd(
        UInt32(truncatingIfNeeded: usage.flushes - published.flushes), ordering: .relaxed)
      published = (usage.bytes, usage.flushes)
      if acknowledged >= unflushedSequence { unsafe shared.pointee.storage.fault.store(0, ordering: .relaxed) }
    }

    private func wait() {
      unsafe shared.pointee.storage.beat.wrappingAdd(1, ordering: .relaxed)
      _ = unsafe Readiness(bell: shared.pointee.recordBell, timeoutNanoseconds: Self.pauseNanoseconds)
      unsafe shared.pointee.recordBell.silence()
      unsafe shared.pointee.storage.beat.wrappingAdd(1, ordering: .relaxed)
    }

    private func finish() {
      unsafe shared.pointee.storage.isDone.store(true, ordering: .releasing)
    }
  }
#endif
