#if hasFeature(Embedded)
  import Alarms
  import EventLog
  import Linux
  import Runtime
  import Synchronization
  import Vocabulary

  /// The thread that decides: runs the tick over what arrives, sets the alarm lines, and only then hands the records over.
  @safe
  struct Decide: ~Copyable {
    /// How the program ends.
    enum Ending {
      /// Somebody asked for it.
      case asked
      /// A port or a line is gone from the system.
      case lostPort
    }

    /// Without a decision for so long, the technical alarm is raised: three hops of a second.
    private static let silenceNanoseconds: UInt64 = 3_000_000_000
    /// With the thread that stores held up for so long, likewise.
    private static let stallNanoseconds: UInt64 = 10_000_000_000
    /// The longest wait: the patterns of light and buzzer go on without frames.
    private static let wakeNanoseconds: UInt64 = 50_000_000

    private let shared: UnsafePointer<Shared>
    private var records: RecordIntake
    private var lines: AlarmLines
    private let watchdog: Watchdog?
    private let endRequest: EndRequest
    private var indicator: AlarmIndicator
    private let clock = SystemClock()

    private var decisionNanoseconds: UInt64
    private var isSilent = false
    private var frontEndReason = ReasonCode.none
    private var storageNumber: UInt32 = 0
    private var storageBytes: UInt64 = 0
    private var refused: UInt32 = 0
    private var beat: UInt32 = 0
    private var beatNanoseconds: UInt64
    private var isPortLost = false

    /// Creates the thread's work.
    ///
    /// - Parameters:
    ///   - shared: Outlives the thread.
    ///   - lines: The alarm lines.
    ///   - watchdog: The watchdog, if the board has one.
    ///   - endRequest: Tells when to end.
    @unsafe
    init(
      shared: UnsafePointer<Shared>, lines: consuming AlarmLines, watchdog: consuming Watchdog?,
      endRequest: consuming EndRequest
    ) {
      unsafe self.shared = shared
      records = unsafe RecordIntake(shared)
      indicator = AlarmIndicator(canAcknowledge: lines.hasButton)
      self.lines = lines
      self.watchdog = watchdog
      self.endRequest = endRequest
      decisionNanoseconds = clock.nowNanoseconds()
      beatNanoseconds = decisionNanoseconds
    }

    /// Decides until the program is to end. The alarm lines are then as if there were an alarm.
    ///
    /// - Parameters:
    ///   - runtime: The way from frames to records.
    ///   - section: The detector's model section.
    ///   - session: The session's record, the first to be stored.
    /// - Returns: Why it ended.
    mutating func run(_ runtime: inout Runtime, section: Span<UInt8>, session: SessionBody) -> Ending {
      emit(session)
      records.commit()
      while true {
        let ready = unsafe Readiness(
          bell: shared.pointee.arrivalBell, lineDescriptor: lines.buttonDescriptor, endRequest: endRequest,
          timeoutNanoseconds: Self.wakeNanoseconds)
        if ready.isAskedToEnd { return end(.asked) }
        if ready.hasRung { unsafe shared.pointee.arrivalBell.silence() }
        while let arrival = unsafe shared.pointee.arrivals.pop() {
          take(arrival, runtime: &runtime, section: section)
          show(runtime)
          records.commit()
        }
        if ready.hasEdge { takePress(runtime) }
        watch(&runtime)
        show(runtime)
        records.commit()
        if isPortLost || ready.hasLostLine { return end(.lostPort) }
      }
    }

    private mutating func take(_ arrival: Arrival, runtime: inout Runtime, section: Span<UInt8>) {
      switch arrival.content {
      case .frame:
        if frontEndReason != .none { noteFrontEnd(.none, detail: 0, runtime: &runtime) }
        let hops = runtime.health.hops
        runtime.tick(arrival.frame, section: section, into: &records)
        if runtime.health.hops != hops { completeDecision(&runtime) }
      case .fault, .lostPort:
        if arrival.reason != frontEndReason {
          noteFrontEnd(arrival.reason, detail: arrival.detail, runtime: &runtime)
        }
        isPortLost = arrival.content == .lostPort
      }
    }

    /// Feeds the watchdog and beats the heart: here and nowhere else.
    private mutating func completeDecision(_ runtime: inout Runtime) {
      decisionNanoseconds = clock.nowNanoseconds()
      watchdog?.feed()
      keep(lines.beat())
      guard isSilent else { return }
      isSilent = false
      report(.overrun, .cleared, to: &runtime)
    }

    /// The front end has failed, failed otherwise, or works again.
    private mutating func noteFrontEnd(_ reason: ReasonCode, detail: UInt64, runtime: inout Runtime) {
      if frontEndReason != .none { report(frontEndReason, .cleared, to: &runtime) }
      frontEndReason = reason
      if reason != .none { report(reason, .raised, detail: detail, to: &runtime) }
    }

    /// Looks for what no arrival tells of: that no decision comes of them, and that the log is not written.
    private mutating func watch(_ runtime: inout Runtime) {
      let now = clock.nowNanoseconds()
      if !isSilent && frontEndReason == .none && now &- decisionNanoseconds > Self.silenceNanoseconds {
        isSilent = true
        report(.overrun, .raised, to: &runtime)
      }
      watchStorage(&runtime, now: now)
    }

    private mutating func watchStorage(_ runtime: inout Runtime, now: UInt64) {
      let found = unsafe shared.pointee.storage.beat.load(ordering: .relaxed)
      if found != beat { (beat, beatNanoseconds) = (found, now) }
      var number = unsafe shared.pointee.storage.fault.load(ordering: .relaxed)
      if number == 0 && now &- beatNanoseconds > Self.stallNanoseconds { number = Self.stallNumber }
      let newlyRefused = unsafe shared.pointee.records.refused
      if number == 0 && newlyRefused != refused { number = Self.overrunNumber }
      refused = newlyRefused
      let overruns = unsafe shared.pointee.arrivals.refused
      let bytes = unsafe shared.pointee.storage.bytes.load(ordering: .relaxed)
      let flushes = unsafe shared.pointee.storage.flushes.load(ordering: .relaxed)
      // The shared counts wrap; these do not.
      storageBytes += UInt64(bytes &- UInt32(truncatingIfNeeded: storageBytes))
      runtime.note(
        overruns: UInt64(overruns) + UInt64(refused), storageBytes: storageBytes, flushes: UInt64(flushes))
      guard (number == 0) != (storageNumber == 0) else { return }
      storageNumber = number
      if number != 0 {
        report(.storage, .raised, detail: UInt64(number), to: &runtime)
      } else {
        report(.storage, .cleared, detail: UInt64(refused), to: &runtime)
      }
    }

    private mutating func takePress(_ runtime: borrowing Runtime) {
      guard let isPressed = lines.takePress() else {
        isPortLost = true
        return
      }
      guard isPressed else { return }
      let acknowledged = indicator.acknowledge(now: clock.nowNanoseconds())
      let numbers = runtime.eventNumbers
      if acknowledged.seizure {
        emit(
          AcknowledgementBody(
            alarmKind: .seizure, eventNumber: numbers.seizure, sampleIndex: runtime.latestSampleIndex))
      }
      if acknowledged.technical {
        emit(
          AcknowledgementBody(
            alarmKind: .technical, eventNumber: numbers.technical, sampleIndex: runtime.latestSampleIndex))
      }
    }

    /// Sets the lines. Until a hop could be judged, or something is known to be wrong, they stay as they are at rest: in alarm.
    private mutating func show(_ runtime: borrowing Runtime) {
      guard runtime.hasJudged || runtime.isTechnicalAlarmRaised else { return }
      keep(
        lines.show(
          indicator.levels(
            seizure: runtime.isSeizureAlarmRaised, technical: runtime.isTechnicalAlarmRaised,
            now: clock.nowNanoseconds())))
    }

    /// Lets what is queued be stored, and puts the lines where they go when nobody drives them.
    private mutating func end(_ ending: Ending) -> Ending {
      keep(lines.show(AlarmLevels(seizure: true, technical: true, light: true, nurseCall: true)))
      records.commit()
      unsafe shared.pointee.isEnding.store(true, ordering: .releasing)
      unsafe shared.pointee.recordBell.ring()
      let deadline = clock.nowNanoseconds() &+ Self.silenceNanoseconds
      while unsafe !shared.pointee.storage.isDone.load(ordering: .acquiring) && clock.nowNanoseconds() < deadline {
        clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ Self.wakeNanoseconds)
      }
      if ending == .asked { watchdog?.stop() }
      return ending
    }

    private mutating func report(
      _ reason: ReasonCode, _ phase: AlarmEvent.Phase, detail: UInt64 = 0, to runtime: inout Runtime
    ) {
      runtime.report(
        reason, phase, detail: detail, monotonicNanoseconds: clock.nowNanoseconds(), into: &records)
    }

    private mutating func emit<Body: RecordBody>(_ body: Body) {
      var bytes = ByteBuffer()
      body.encode(into: &bytes)
      let now = clock.nowNanoseconds()
      let kind = Body.recordKind
      var records = records
      bytes.withBytes { records.emit(kind, body: $0, monotonicNanoseconds: now) }
    }

    private mutating func keep(_ code: Int32) {
      if code != 0 { isPortLost = true }
    }

    /// The log's thread is held up.
    private static let stallNumber: UInt32 = 0x1000
    /// Records did not fit the ring.
    private static let overrunNumber: UInt32 = 0x2000
  }
#endif
