#if hasFeature(Embedded)
  import Crypto
  import EventLog
  import Linux
  import Supervisor
  import Synchronization

  /// The thread that stores.
  @safe
  struct StoreWork: ~Copyable {
    private typealias Work = Store<SegmentFolder, SHA256Hasher, StateFiles, SharedRecordOutlet, SystemClock>

    private var work: Work
    private let power: PowerSensor
    private let shared: UnsafePointer<Shared>
    private let folder: SegmentFolder.Place

    /// - Parameters:
    ///   - keeper: Keeps the board's state.
    ///   - power: Tells of the supply.
    ///   - shared: Outlives the thread.
    ///   - sealer: Seals EEG clips; nil: they are not sealed.
    ///   - folder: The log's folder; stays open for as long as the thread runs.
    ///   - policy: The log's sizes.
    ///   - boot: The boot record, but for what only the log and the start's end can tell.
    @unsafe
    init(
      _ keeper: consuming StateKeeper<StateFiles>, _ power: consuming PowerSensor, shared: UnsafePointer<Shared>,
      sealer: ClipSealer<SealedMessage, SHA256Hasher>?,
      folder: borrowing FileDescriptor, policy: LogPolicy, boot: BootBody
    ) {
      work = unsafe Work(
        keeper: keeper, records: SharedRecordOutlet(shared, sealer), clock: SystemClock(), policy: policy, boot: boot)
      self.power = power
      unsafe self.shared = shared
      self.folder = SegmentFolder.Place(folder)
    }

    /// Stores until the program ends and all is stored.
    mutating func run() {
      var isEnding = false
      let folder = folder
      while !isEnding {
        _ = unsafe Readiness(bell: shared.pointee.recordBell, timeoutNanoseconds: Work.pauseNanoseconds)
        unsafe shared.pointee.recordBell.silence()
        unsafe drawPseudonym(shared.pointee.mailbox)
        unsafe shared.pointee.storage.tell(isVoltageLow: power.isVoltageLow)
        isEnding = unsafe shared.pointee.isEnding.load(ordering: .acquiring)
        unsafe work.step(shared.pointee.mailbox, shared.pointee.storage, isEnding: isEnding) { SegmentFolder(folder) }
      }
    }

    /// The deciding thread never waits for anything, so the next person's number is there before it is needed.
    private func drawPseudonym(_ mailbox: borrowing StateMailbox) {
      if !mailbox.isPseudonymDrawn { mailbox.put(pseudonym: RandomBytes.pseudonym()) }
    }
  }
#endif
