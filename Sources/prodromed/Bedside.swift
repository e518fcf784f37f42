#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import Crypto
  import EventLog
  import Forecast
  import Inference
  import Linux
  import Runtime
  import Signal
  import Supervisor
  import Synchronization
  import Vocabulary

  /// The program at a bedside: opens everything, gives up what it needs no longer, and runs until it is asked to end.
  enum Bedside {
    private typealias AcquireThread = Acquire<SerialPeripheral, FrontEndLines, SystemClock, SharedArrivalIntake>
    private typealias DecideThread = Decide<
      AlarmOutputs, ButtonLine, Watchdog, SystemClock, SharedArrivalOutlet, SharedRecordIntake
    >

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
      let history = HistoryFile(in: folder, limit: HistoryLayout.mostBytes)
      do throws(Failure) {
        let keeper = StateKeeper(reading: StateFiles(SegmentFolder.Place(folder)))
        var trust = try options.trust()
        // A counter that cannot be read may be higher than the bundle's.
        guard keeper.isCounterKnown || trust.keyCount == 0 else { throw .keptState }
        trust.leastVersionCounter = keeper.state.versionCounter
        let image = try CheckedBundle.image(of: bytes, trust: trust)
        let detector = try CheckedBundle.detector(image, bytes)
        try serve(
          image, detector, bytes, folder, keeper, history, trust, isTrial: options.isTrial, options.kernels)
      } catch {
        note(error, in: folder)
        throw error
      }
    }

    /// Opens the devices, gives up root, starts the threads and decides.
    private static func serve(
      _ image: borrowing BundleImage, _ detector: borrowing BundleDetector, _ bytes: Span<UInt8>,
      _ folder: borrowing FileDescriptor, _ keeper: consuming StateKeeper<StateFiles>,
      _ history: borrowing HistoryFile, _ trust: Trust, isTrial: Bool, _ kernels: KernelSet
    ) throws(Failure) {
      let settings: ADS1299Settings
      do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { throw .settings(error) }
      let runtime = try CheckedBundle.runtime(detector, detector.design, bytes, kernels)
      let layer = try CheckedBundle.forecaster(image, detector, bytes)
      let ending: DecideThread.Ending
      let reason: FaultDetail
      do throws(SystemFault) {
        let endRequest = try EndRequest()
        let pins = try AlarmOutputs(image.board)
        let button = try ButtonLine(image.board)
        let acquisition = Acquisition(
          settings: settings, bus: try SerialPeripheral(image.board), pins: try FrontEndLines(image.board),
          clock: SystemClock(), testsFirst: isTrial)
        let power = PowerSensor()
        let isSupplyWatched = power.isThere
        // Before the thread has its priority, and before the watchdog counts: a kernel that has no random numbers yet
        // gathers them in the call, with a timer that a PREEMPT_RT kernel would not let run beside such a thread.
        let newPseudonym = RandomBytes.pseudonym()
        let watchdog = try Watchdog(image.board.watchdogDevice.bytes.span, seconds: image.board.watchdogSeconds)
        Privileges.keepRealTime(upTo: .acquire)
        let hasPriority = Thread.setPriority(.decide)
        try Privileges.drop(toOwnerOf: folder)
        let isStateDamaged = keeper.isDamaged
        // A counter that nobody signed would keep every later bundle out, and one on trial the bundle from before.
        // What cannot be kept now, the thread that stores keeps later.
        keeper.keepAtStart(versionCounter: trust.keyCount > 0 && !isTrial ? image.versionCounter : 0)
        let kept = keeper.state
        let (person, isPersonDamaged) = keeper.person(orNew: newPseudonym)
        let levelSource = detector.levelSource(in: bytes)
        let isLevelDamaged = unsafe keeper.resumeLevel(
          of: person, source: levelSource, in: &runtime.pointer.pointee)
        var damaged: UInt32 = 0
        if isPersonDamaged { damaged |= 1 << UInt32(KeptPart.person.rawValue) }
        if isLevelDamaged { damaged |= 1 << UInt32(KeptPart.level.rawValue) }
        _ = keeper.seal()
        if keeper.isSealDamaged { damaged |= 1 << UInt32(KeptPart.seal.rawValue) }
        let shared = try Permanent(
          Shared(
            samplesPerSecond: settings.rate.hertz, channelCount: Int(detector.design.channelCount), kept: kept))
        let (buttonDescriptor, buttonName) = (button.descriptor, button.name)
        var decide = unsafe DecideThread(
          pins: pins, button: button, watchdog: watchdog, clock: SystemClock(),
          arrivals: SharedArrivalOutlet(UnsafePointer(shared.pointer)),
          records: SharedRecordIntake(UnsafePointer(shared.pointer)), kept: kept, person: person,
          levelSource: levelSource, zone: image.site.timeZone, electrodes: ElectrodeInputs(settings), evidence: layer,
          testsFirst: isTrial)
        damaged |= resume(&decide, from: &keeper, of: person, layer)
        let acquire = try unsafe Permanent(
          AcquireWork(
            AcquireThread(
              acquisition, names: PortNames(of: image.board), into: SharedArrivalIntake(UnsafePointer(shared.pointer))),
            shared: UnsafePointer(shared.pointer)))
        let store = try unsafe storing(
          keeper, image, kernels, power, folder: folder, shared: UnsafePointer(shared.pointer))
        let isRealTime = try startThreads(acquire, store) && hasPriority
        let granted = try settle(isRealTime: isRealTime).union(isSupplyWatched ? .supplyWatched : Capabilities())
        unsafe shared.pointer.pointee.storage.capabilities.store(granted.rawValue, ordering: .releasing)
        decide.offer(finding(history, of: person, trust))
        unsafe begin(
          &decide, image, detector, bytes, person, isStateDamaged: isStateDamaged, damaged: damaged,
          &runtime.pointer.pointee)
        ending = unsafe Self.decide(
          &decide, &runtime.pointer.pointee, section: bytes.extracting(detector.section), history,
          shared: UnsafePointer(shared.pointer), endRequest: endRequest, buttonDescriptor: buttonDescriptor)
        // What is gone before the program reads of it is the button's line, which is waited for.
        reason = decide.reasonToEnd ?? .system(.sense, subject: buttonName, code: 0)
      } catch { throw .system(error, .board) }
      if ending == .cannotGoOn { throw .cannotGoOn(reason) }
    }

    /// Hands what was learned of the person's seizures and EEG to the thread that decides. Never inlined: what it needs
    /// of the stack is not to lie under the service.
    ///
    /// - Returns: The parts that cannot be read, a bit for each part's number.
    @inline(never)
    private static func resume(
      _ decide: inout DecideThread, from keeper: inout StateKeeper<StateFiles>, of person: KeptPerson,
      _ layer: EvidenceLayer?
    ) -> UInt32 {
      var damaged: UInt32 = 0
      var forecaster = HazardForecaster(firstHour: 0)
      let past = keeper.resume(&forecaster, of: person)
      if past.isDamaged { damaged |= 1 << UInt32(KeptPart.forecast.rawValue) }
      if past.hasBegun { decide.resume(forecaster) }
      guard let layer else { return damaged }
      var memory = EvidenceMemory()
      let learned = keeper.resume(&memory, of: person, source: layer.source)
      if learned.isDamaged { damaged |= 1 << UInt32(KeptPart.evidence.rawValue) }
      if past.hasBegun && learned.hasBegun { decide.resume(memory) }
      return damaged
    }

    /// What the thread that stores works on, at its place. Never inlined, for the same reason.
    @inline(never)
    private static func storing(
      _ keeper: consuming StateKeeper<StateFiles>, _ image: borrowing BundleImage, _ kernels: KernelSet,
      _ power: consuming PowerSensor, folder: borrowing FileDescriptor, shared: UnsafePointer<Shared>
    ) throws(SystemFault) -> Permanent<StoreWork> {
      try unsafe Permanent(
        StoreWork(
          keeper, power, shared: shared, sealer: clipSealer(of: image.site), folder: folder,
          policy: LogPolicy(image.site.log), boot: BootBody(bundle: image.digest, kernels: kernels)))
    }

    /// Tells of the session. Never inlined, for the same reason.
    @inline(never)
    private static func begin(
      _ decide: inout DecideThread, _ image: borrowing BundleImage, _ detector: borrowing BundleDetector,
      _ bytes: Span<UInt8>, _ person: KeptPerson, isStateDamaged: Bool, damaged: UInt32, _ runtime: inout Runtime
    ) {
      decide.start(
        detector.session(of: image, pseudonym: person.pseudonym), detector.inputNotes(of: image, in: bytes),
        isStateDamaged: isStateDamaged, damaged: damaged, &runtime)
    }

    /// What is found of the history that the station brought.
    private static func finding(
      _ history: borrowing HistoryFile, of person: KeptPerson, _ trust: Trust
    ) -> HistoryFinding {
      if let fault = history.fault { return .refused(.unreadable, number: Int64(fault.code)) }
      guard history.isThere else { return .none }
      return history.withBytes {
        HistoryFinding(checking: $0, of: person, trust: trust, verifier: Ed25519Verifier.self)
      }
    }

    /// What seals EEG clips, where the site names a station's key.
    private static func clipSealer(of site: borrowing SiteSection) -> ClipSealer<SealedMessage, SHA256Hasher>? {
      guard site.stationKeyCount > 0 else { return nil }
      var key = AgreementKey()
      key.bytes = site.stationKeys[0]
      var seed = Digest()
      var span = seed.bytes.mutableSpan
      RandomBytes.fill(&span)
      return ClipSealer(to: key, seed: seed)
    }

    /// Decides until the program is to end. The alarm lines are then as if there were an alarm.
    private static func decide(
      _ decide: inout DecideThread, _ runtime: inout Runtime, section: Span<UInt8>, _ history: borrowing HistoryFile,
      shared: UnsafePointer<Shared>, endRequest: borrowing EndRequest, buttonDescriptor: Int32
    ) -> DecideThread.Ending {
      var ending: DecideThread.Ending?
      while ending == nil {
        let ready = unsafe Readiness(
          bell: shared.pointee.arrivalBell, lineDescriptor: buttonDescriptor, endRequest: endRequest,
          timeoutNanoseconds: DecideThread.wakeNanoseconds)
        if ready.hasRung { unsafe shared.pointee.arrivalBell.silence() }
        let isLost = history.withBytes { bytes in
          unsafe decide.step(
            &runtime, section: section, storage: shared.pointee.storage.reading, history: bytes, shared.pointee.mailbox)
        }
        if ready.isAskedToEnd {
          ending = .asked
        } else if isLost || ready.hasLostLine {
          ending = .cannotGoOn
        }
      }
      decide.prepareEnd()
      unsafe shared.pointee.isEnding.store(true, ordering: .releasing)
      unsafe shared.pointee.recordBell.ring()
      decide.end(ending ?? .asked) { unsafe shared.pointee.storage.reading.isDone }
      return ending ?? .asked
    }

    /// Starts the threads that acquire and store.
    ///
    /// - Returns: Whether the one that acquires got its priority.
    private static func startThreads(
      _ acquire: Permanent<AcquireWork>, _ store: Permanent<StoreWork>
    ) throws(SystemFault) -> Bool {
      let isGranted = try unsafe Thread.start(0, priority: .acquire, context: UnsafeMutableRawPointer(acquire.pointer))
      {
        // Each thread alone uses its own work.
        unsafe $0?.assumingMemoryBound(to: AcquireWork.self).pointee.run()
      }
      _ = try unsafe Thread.start(1, priority: .normal, context: UnsafeMutableRawPointer(store.pointer)) {
        unsafe $0?.assumingMemoryBound(to: StoreWork.self).pointee.run()
      }
      return isGranted
    }

    /// From here on: no page is fetched, no call made that is not needed, nothing allocated.
    ///
    /// - Returns: What the platform granted.
    private static func settle(isRealTime: Bool) throws(SystemFault) -> Capabilities {
      var granted = Capabilities.sealedHeap.union(.systemCallFilter).union(.watchdog)
      if isRealTime { granted = granted.union(.realTimePriority) }
      Memory.releaseUnusedStack()
      if Memory.lock() { granted = granted.union(.lockedMemory) }
      try Privileges.filterSystemCalls()
      Memory.seal()
      return granted
    }

    /// Writes to the log why the program does not start, or ends, as the folder's owner: files that root made here
    /// would be closed to the program once it has given root up. Never inlined: what it needs of the stack is not to
    /// lie under the service.
    @inline(never)
    private static func note(_ failure: Failure, in folder: borrowing FileDescriptor) {
      guard let reason = failure.reason else { return }
      // Lines that are taken: another copy of the program runs, and this log is its own.
      if case .system(let fault, .board) = failure, fault.isLineTaken { return }
      if case .cannotGoOn = failure {
        // Root was given up long ago, and asking for it is a call that is filtered by now.
      } else {
        do throws(SystemFault) { try Privileges.drop(toOwnerOf: folder) } catch { return }
      }
      var keeper = StateKeeper(reading: StateFiles(SegmentFolder.Place(folder)))
      Refusal.note(
        FaultEvent(reason: reason, phase: .raised, sampleIndex: 0, detail: failure.detail),
        boot: BootBody(bundle: Digest(), kernels: .reference),
        stamps: SystemClock().stamps(of: SystemClock().nowNanoseconds()), seal: keeper.seal(),
        in: SegmentFolder(SegmentFolder.Place(folder)), hasher: SHA256Hasher.self)
    }
  }
#endif
