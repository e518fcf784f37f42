#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import EventLog
  import Inference
  import Linux
  import Runtime
  import Signal
  import Synchronization
  import Vocabulary

  /// The program at a bedside: opens everything, gives up what it needs no longer, and runs until it is asked to end.
  enum Bedside {
    /// Runs; returns when it was asked to end.
    ///
    /// - Parameters:
    ///   - bytes: The bundle.
    ///   - folder: The log's folder.
    ///   - options: What is demanded of the bundle.
    /// - Throws: `Failure`; that of a refused bundle is in the log, too.
    static func run(
      bundle bytes: Span<UInt8>, log folder: borrowing FileDescriptor, _ options: borrowing Options
    ) throws(Failure) {
      do throws(Failure) {
        var trust = try options.trust()
        trust.leastVersionCounter = try VersionCounterFile.read(in: folder)
        let image = try CheckedBundle.image(of: bytes, trust: trust)
        let detector = try CheckedBundle.detector(image, bytes)
        // A counter that nobody signed would keep every later bundle out.
        if trust.keyCount > 0 && image.versionCounter > trust.leastVersionCounter {
          try VersionCounterFile.write(image.versionCounter, in: folder)
        }
        try serve(image, detector, bytes, folder, options.kernels)
      } catch {
        Refusal.note(error, in: folder)
        throw error
      }
    }

    /// Opens the devices, gives up root, starts the threads and decides.
    private static func serve(
      _ image: borrowing BundleImage, _ detector: borrowing BundleDetector, _ bytes: Span<UInt8>,
      _ folder: borrowing FileDescriptor, _ kernels: KernelSet
    ) throws(Failure) {
      let settings: ADS1299Settings
      do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { throw .settings }
      let runtime = try CheckedBundle.runtime(detector, detector.design, bytes, kernels)
      let ending: Decide.Ending
      do throws(SystemFault) {
        let session = detector.session(of: image, pseudonym: pseudonym())
        let endRequest = try EndRequest()
        let lines = try AlarmLines(image.board)
        let acquisition = Acquisition(
          settings: settings, bus: try SerialPeripheral(image.board), pins: try FrontEndLines(image.board),
          clock: SystemClock())
        let watchdog = try Self.watchdog(of: image.board)
        Privileges.keepRealTime(upTo: .acquire)
        let hasPriority = Thread.setPriority(.decide)
        try Privileges.drop(toOwnerOf: folder)
        let shared = try Permanent(
          Shared(samplesPerSecond: settings.rate.hertz, channelCount: Int(detector.design.channelCount)))
        let acquire = try unsafe Permanent(Acquire(acquisition, shared: UnsafePointer(shared.pointer)))
        let store = try unsafe Permanent(
          Store(
            shared: UnsafePointer(shared.pointer), folder: folder, policy: LogPolicy(image.site.log),
            boot: BootBody(bundle: image.digest, kernels: kernels)))
        let isRealTime = try startThreads(acquire, store) && hasPriority
        let granted = try settle(isRealTime: isRealTime, hasWatchdog: image.board.watchdogSeconds > 0)
        unsafe shared.pointer.pointee.storage.capabilities.store(granted.rawValue, ordering: .releasing)
        var decide = unsafe Decide(
          shared: UnsafePointer(shared.pointer), lines: lines, watchdog: watchdog, endRequest: endRequest)
        ending = unsafe decide.run(
          &runtime.pointer.pointee, section: bytes.extracting(detector.section), session: session)
      } catch { throw .system(error, .board) }
      if ending == .lostPort { throw .lostPort }
    }

    /// Starts the threads that acquire and store.
    ///
    /// - Returns: Whether the one that acquires got its priority.
    private static func startThreads(
      _ acquire: Permanent<Acquire>, _ store: Permanent<Store>
    ) throws(SystemFault) -> Bool {
      let isGranted = try unsafe Thread.start(0, priority: .acquire, context: UnsafeMutableRawPointer(acquire.pointer))
      {
        // Each thread alone uses its own work.
        unsafe $0?.assumingMemoryBound(to: Acquire.self).pointee.run()
      }
      _ = try unsafe Thread.start(1, priority: .normal, context: UnsafeMutableRawPointer(store.pointer)) {
        unsafe $0?.assumingMemoryBound(to: Store.self).pointee.run()
      }
      return isGranted
    }

    /// From here on: no page is fetched, no call made that is not needed, nothing allocated.
    ///
    /// - Returns: What the platform granted.
    private static func settle(isRealTime: Bool, hasWatchdog: Bool) throws(SystemFault) -> Capabilities {
      var granted = Capabilities.sealedHeap.union(.systemCallFilter)
      if isRealTime { granted = granted.union(.realTimePriority) }
      if hasWatchdog { granted = granted.union(.watchdog) }
      Memory.releaseUnusedStack()
      if Memory.lock() { granted = granted.union(.lockedMemory) }
      try Privileges.filterSystemCalls()
      Memory.seal()
      return granted
    }

    private static func watchdog(of board: borrowing BoardSection) throws(SystemFault) -> Watchdog? {
      guard board.watchdogSeconds > 0 else { return nil }
      return try Watchdog(board.watchdogDevice.bytes.span, seconds: board.watchdogSeconds)
    }

    /// A new number for the person: nothing of one is known to the board.
    private static func pseudonym() -> InlineArray<16, UInt8> {
      var bytes = InlineArray<16, UInt8>(repeating: 0)
      var span = bytes.mutableSpan
      RandomBytes.fill(&span)
      return bytes
    }
  }
#endif
