#if hasFeature(Embedded)
  import Linux
  import Supervisor
  import Synchronization

  /// The thread that acquires.
  @safe
  struct AcquireWork: ~Copyable {
    private var work: Acquire<SerialPeripheral, FrontEndLines, SystemClock, SharedArrivalIntake>
    private let shared: UnsafePointer<Shared>

    /// - Parameters:
    ///   - work: What it does.
    ///   - shared: Outlives the thread.
    @unsafe
    init(
      _ work: consuming Acquire<SerialPeripheral, FrontEndLines, SystemClock, SharedArrivalIntake>,
      shared: UnsafePointer<Shared>
    ) {
      self.work = work
      unsafe self.shared = shared
    }

    /// Acquires until the program ends.
    mutating func run() {
      while unsafe !shared.pointee.isEnding.load(ordering: .relaxed) { work.step() }
    }
  }
#endif
