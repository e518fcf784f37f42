import ADS1299
import Alarms
import Bundle
import EventLog
import Forecast
import Runtime
import Vocabulary

/// What the thread that decides does: runs the tick over what arrives, sets the alarm lines, and only then hands the
/// records over.
public struct Decide<
  Pins: AlarmPins & ~Copyable, Button: AcknowledgeButton & ~Copyable, Watchdog: WatchdogFeeding & ~Copyable,
  Clock: StampingClock & ~Copyable, Arrivals: ArrivalOutlet & ~Copyable, Records: RecordIntake & ~Copyable
>: ~Copyable {
  /// How the program ends.
  public enum Ending: Sendable {
    /// Somebody asked for it.
    case asked
    /// A port or a line is gone from the system, or the machine slept: the program has to begin anew.
    case cannotGoOn
  }

  /// The longest wait between two steps: the patterns of light and buzzer go on without frames.
  public static var wakeNanoseconds: UInt64 { 50_000_000 }
  /// How often the lines are read back, and how many right readings in a row end a fault: one that flashes is right
  /// now and then.
  public static var readBackNanoseconds: UInt64 { 1_000_000_000 }
  public static var rightReadings: UInt8 { 10 }
  /// How long the end waits for what is queued to be stored.
  public static var endNanoseconds: UInt64 { 3_000_000_000 }

  var lines: AlarmLines<Pins>
  private var button: Button
  private var watchdog: Watchdog
  var clock: Clock
  private var arrivals: Arrivals
  private var records: Records

  var indicator: AlarmIndicator
  private var press: ButtonWatch
  private var frontEnd = FrontEndWatch()
  private var silence: SilenceWatch
  private var storage: StorageWatch
  private var power = PowerWatch()
  private var sleep: SleepWatch
  private var lineWatch = LineWatch()
  private var kept: KeptState
  var bed: BedWatch
  private var forecast: ForecastWatch
  private var seizuresNoted: UInt32 = 0
  private var minutesNoted: UInt32 = 0
  private var outcome = TickOutcome.taken
  private var lineFault: LineFault?
  /// What was found when the lines were last read back, and when that is due again.
  private var stuckLine: LineFault?
  private var readBackDue: UInt64
  private var rightReadings: UInt8 = 0
  var outputTest: OutputTest
  var trial = OutputTrial()
  var electrodes: ElectrodeCheck
  /// Whether the lines showed an alarm when they were set last.
  var isAlarmShown = false

  /// Creates the thread's work.
  ///
  /// - Parameters:
  ///   - pins: The lines by which the board tells.
  ///   - button: The button by which it is told.
  ///   - watchdog: Resets the board unless it is fed.
  ///   - clock: The clock.
  ///   - arrivals: What comes from the front end.
  ///   - records: Where records go.
  ///   - kept: What of the alarms outlived the last run.
  ///   - person: Whose board it is.
  ///   - levelSource: A number for montage, gain and model, kept with the person's level.
  ///   - zone: When the site's clocks are how far ahead of UTC.
  ///   - electrodes: Which inputs have an electrode, and which of them are watched.
  ///   - evidence: The bundle's forecaster of the EEG, if there is one.
  ///   - testsFirst: Whether the front end measures its own test signal before the first frame.
  public init(
    pins: consuming Pins, button: consuming Button, watchdog: consuming Watchdog, clock: consuming Clock,
    arrivals: consuming Arrivals, records: consuming Records, kept: KeptState,
    person: KeptPerson = KeptPerson(), levelSource: UInt64 = 0, zone: TimeZoneRules = .utc,
    electrodes: ElectrodeInputs = ElectrodeInputs(), evidence: EvidenceLayer? = nil, testsFirst: Bool = false
  ) {
    let now = clock.nowNanoseconds()
    let stamps = clock.stamps(of: now)
    sleep = SleepWatch(sleptNanoseconds: clock.sleptNanoseconds())
    indicator = AlarmIndicator(canAcknowledge: button.isWired, kept: kept.alarms, now: now)
    lines = AlarmLines(pins)
    self.button = button
    self.watchdog = watchdog
    self.clock = clock
    self.arrivals = arrivals
    self.records = records
    self.kept = kept
    bed = BedWatch(person: person, levelSource: levelSource, now: stamps)
    forecast = ForecastWatch(zone: zone, layer: evidence)
    press = ButtonWatch(now: now)
    silence = SilenceWatch(now: now, testsFirst: testsFirst)
    storage = StorageWatch(now: now)
    readBackDue = now
    outputTest = OutputTest(now: now)
    self.electrodes = ElectrodeCheck(electrodes)
  }

  /// Goes on with what was learned of when the person's seizures come, before `start`.
  public mutating func resume(_ forecaster: borrowing HazardForecaster) { forecast.resume(forecaster) }

  /// Goes on with what was learned of the EEG, after the forecaster.
  public mutating func resume(_ memory: borrowing EvidenceMemory) { forecast.resume(memory) }

  /// Takes what was found of a history that the station brought, after `resume` and before `start`.
  public mutating func offer(_ finding: HistoryFinding) { forecast.offer(finding) }

  /// Hands over the session's record, the first to be stored, and says what the last run left.
  ///
  /// - Parameters:
  ///   - session: The record, but for what only the person and the runtime can tell.
  ///   - inputNotes: What is doubtful about its inputs.
  ///   - isStateDamaged: Whether what is kept of the alarms could not be read: they then count as unacknowledged.
  ///   - damaged: The other parts that could not be read, a bit for each part's number.
  ///   - runtime: The way from frames to records.
  public mutating func start(
    _ session: SessionBody, _ inputNotes: InputNotes = InputNotes(), isStateDamaged: Bool, damaged: UInt32 = 0,
    _ runtime: inout Runtime
  ) {
    bed.session = session
    bed.inputNotes = inputNotes
    runtime.isStandby = bed.person.isStandby(at: clock.nowNanoseconds())
    beginSession(runtime, firstSample: 0)
    if isStateDamaged { reportDamage(.keptState, to: &runtime) }
    for number in UInt8(0)..<16 where damaged >> UInt32(number) & 1 == 1 {
      if let part = KeptPart(rawValue: number) { reportDamage(.keptPart(part), to: &runtime) }
    }
    records.commit()
  }

  private mutating func reportDamage(_ detail: FaultDetail, to runtime: inout Runtime) {
    report(FaultChange(.keptState, .raised, detail), to: &runtime)
    report(FaultChange(.keptState, .cleared), to: &runtime)
  }

  /// Takes what arrived, looks after everything else, and sets the lines.
  ///
  /// - Parameters:
  ///   - runtime: The way from frames to records.
  ///   - section: The detector's model section.
  ///   - reading: How the log is doing.
  ///   - history: The bytes of the history that was offered; of none, none.
  ///   - mailbox: Takes what has to outlive a restart.
  /// - Returns: Whether the program has to end.
  public mutating func step(
    _ runtime: inout Runtime, section: Span<UInt8>, storage reading: StorageReading, history: Span<UInt8>,
    _ mailbox: borrowing StateMailbox
  ) -> Bool {
    lineFault = nil
    while let arrival = arrivals.take() {
      take(arrival, &runtime, section: section)
      show(runtime)
      records.commit()
    }
    takePresses(&runtime)
    attendBed(&runtime, reading.request, mailbox)
    watch(&runtime, reading)
    watchForecast(runtime, history)
    show(runtime)
    watchLines(&runtime)
    keepState(runtime, mailbox)
    records.commit()
    return reasonToEnd != nil
  }

  /// Why the program has to end: the port or line that is gone from the system, and how that showed, or how long the
  /// machine slept; nil while it goes on.
  public var reasonToEnd: FaultDetail? { frontEnd.lostPort ?? lineWatch.lostLine ?? sleep.found }

  private mutating func take(_ arrival: borrowing Arrival, _ runtime: inout Runtime, section: Span<UInt8>) {
    let changes = frontEnd.take(arrival)
    if let ended = changes.ended { report(ended, to: &runtime) }
    if let began = changes.began { report(began, to: &runtime) }
    guard arrival.content == .frame else { return }
    electrodes.take(arrival.frame)
    let outcome = runtime.tick(arrival.frame, section: section, into: &records)
    guard outcome.isDecided else { return }
    self.outcome = outcome
    completeDecision(&runtime)
  }

  /// Feeds the watchdog and beats the heart: here and nowhere else.
  private mutating func completeDecision(_ runtime: inout Runtime) {
    watchdog.feed()
    note(lines.beat(isWell: isWell(runtime)))
    if let ended = silence.decided(now: clock.nowNanoseconds()) { report(ended, to: &runtime) }
  }

  /// Whether the decision that was completed last was judged, and nothing alarms.
  mutating func isWell(_ runtime: borrowing Runtime) -> Bool {
    (outcome == .quiet || outcome == .firing) && frontEnd.reason == .none && !runtime.alarms.isTechnical
      && !indicator.isSeizureShown && !bed.person.isStandby(at: clock.nowNanoseconds())
      && !trial.isCalling(now: clock.nowNanoseconds())
  }

  /// Looks for what no arrival tells of: that no decision comes of them, and that the log is not written.
  private mutating func watch(_ runtime: inout Runtime, _ reading: StorageReading) {
    let now = clock.nowNanoseconds()
    if let began = silence.step(now: now, isFrontEndFaulty: frontEnd.reason != .none) { report(began, to: &runtime) }
    let refused = records.refused
    if let change = storage.step(reading, refused: refused, now: now) { report(change, to: &runtime) }
    if let change = power.step(isLow: reading.isVoltageLow, now: now) { report(change, to: &runtime) }
    runtime.note(
      overruns: UInt64(arrivals.refused), storageBytes: storage.bytes, flushes: storage.flushes,
      unstored: storage.unstored)
  }

  private mutating func takePresses(_ runtime: inout Runtime) {
    guard button.isWired else { return }
    do throws(LineFault) {
      while let change = try button.nextChange() { act(press.take(change), runtime) }
    } catch { note(error) }
    let now = clock.nowNanoseconds()
    act(press.step(now: now), runtime)
    guard let change = press.judge(now: now) else { return }
    if change.phase == .raised {
      indicator.takeBack(since: now &- takeBackNanoseconds(change.detail))
      bed.forgetPress()
    }
    report(change, to: &runtime)
  }

  /// How far back a button that turns out to be faulty cannot be believed.
  private func takeBackNanoseconds(_ detail: FaultDetail) -> UInt64 {
    detail == .button(.stuck) ? ButtonWatch.stuckNanoseconds * 2 : ButtonWatch.windowNanoseconds * 2
  }

  private mutating func act(_ act: ButtonWatch.Act?, _ runtime: borrowing Runtime) {
    let acknowledged: (seizure: Bool, technical: Bool)
    switch act {
    case .none: return
    case .press(let time):
      electrodes.end()
      bed.press(at: time, isCalm: isCalm(runtime))
      acknowledged = indicator.acknowledge(now: time)
    case .release(let time, let pressed):
      acknowledged = indicator.release(now: time, pressed: pressed)
      bed.release(at: time, isCalm: isCalm(runtime))
    }
    let sample = runtime.latestSampleIndex
    if acknowledged.seizure {
      emit(AcknowledgementBody(alarmKind: .seizure, eventNumber: seizureEvent(runtime), sampleIndex: sample))
    }
    // The alarm of a start, before the first judgement, has no event.
    if acknowledged.technical && runtime.isTechnicalAlarmRaised {
      emit(
        AcknowledgementBody(
          alarmKind: .technical, eventNumber: runtime.eventNumbers.technical, sampleIndex: sample))
    }
  }

  /// The seizure event that is shown: the newest of this run, or the last one's that nobody has acknowledged.
  private func seizureEvent(_ runtime: borrowing Runtime) -> UInt32 {
    let newest = runtime.eventNumbers.seizure
    return newest > 0 ? newest : kept.seizureEvent
  }

  /// Sets the lines. Until a hop could be judged, or something is known to be wrong, a board with a fault line shows a
  /// technical alarm of low priority, and what nobody has acknowledged; the lines of any other stay as they are at
  /// rest: in alarm.
  private mutating func show(_ runtime: borrowing Runtime) {
    let now = clock.nowNanoseconds()
    let isStandby = bed.person.isStandby(at: now)
    var alarms = runtime.alarms
    if !runtime.hasJudged && !alarms.isTechnical && !isStandby {
      guard lines.hasFaultLine else { return }
      (alarms.isTechnical, alarms.isTechnicalLow) = (true, true)
    }
    let isBlind = alarms.isTechnical && (outcome == .unjudged || frontEnd.reason != .none)
    alarms.isTechnical = alarms.isTechnical && !isStandby
    let levels = indicator.levels(alarms, isBlind: isBlind, isFiring: outcome == .firing, now: now)
    note(lines.show(shown(levels, now: now)))
    note(lines.showForecast(forecast.isWarning))
  }

  /// Tells the forecaster of the time and of seizures, and tells what it says.
  private mutating func watchForecast(_ runtime: borrowing Runtime, _ history: Span<UInt8>) {
    let seizures = runtime.eventNumbers.seizure
    if seizures != seizuresNoted {
      seizuresNoted = seizures
      forecast.noteEvent()
    }
    if runtime.minutesEnded != minutesNoted {
      minutesNoted = runtime.minutesEnded
      noteMinute(runtime)
    }
    let now = clock.nowNanoseconds()
    let isSeeing = outcome == .quiet || outcome == .firing
    let told = forecast.step(
      stamps: forecast.isLookDue(now) ? clock.stamps(of: now) : nil, now: now,
      isJudged: isSeeing && frontEnd.reason == .none && !silence.isSilent, sampleIndex: runtime.latestSampleIndex,
      history: history)
    if told.isToBeKept {
      bed.keep(.forecast)
      if forecast.evidence.isThere { bed.keep(.evidence) }
    }
    if let record = told.record { emit(record) }
    if let news = forecast.takeNews(sampleIndex: runtime.latestSampleIndex) { emit(news) }
  }

  @inline(never)
  private mutating func noteMinute(_ runtime: borrowing Runtime) {
    guard forecast.evidence.isThere else { return }
    let minute = runtime.minuteFeatures
    forecast.noteMinute(FeatureMinute(minute.channels, count: minute.count))
  }

  /// Forgets what was learned of the person's seizures.
  mutating func forgetForecast() { forecast.forget() }

  mutating func note(_ fault: LineFault?) {
    if lineFault == nil { lineFault = fault }
  }

  private mutating func watchLines(_ runtime: inout Runtime) {
    let now = clock.nowNanoseconds()
    if now >= readBackDue {
      readBackDue = now &+ Self.readBackNanoseconds
      readBack()
      sleep.step(sleptNanoseconds: clock.sleptNanoseconds())
    }
    testOutputs(runtime, now: now)
    guard let change = lineWatch.step(lineFault ?? stuckLine, now: now) else { return }
    report(change, to: &runtime)
    // A line that failed may be the one that tells: the technical alarm is shown by the others.
    show(runtime)
  }

  private mutating func readBack() {
    if let fault = lines.readBack() ?? lines.unable {
      stuckLine = fault
      rightReadings = 0
    } else if rightReadings < Self.rightReadings {
      rightReadings += 1
    } else {
      stuckLine = nil
    }
  }

  private mutating func keepState(_ runtime: borrowing Runtime, _ mailbox: borrowing StateMailbox) {
    var state = kept
    state.alarms = indicator.kept
    state.seizureEvent = seizureEvent(runtime)
    if state != kept {
      kept = state
      mailbox.put(state)
      records.wake()
    }
    if let told = bed.hand(to: &records, runtime, forecast) {
      mailbox.answer(told.number, told.outcome)
      records.wake()
    }
  }

  /// Puts the lines where they go when nobody drives them, and hands over what is left.
  public mutating func prepareEnd() {
    _ = lines.show(AlarmLevels(seizure: true, technical: true, light: true, nurseCall: true))
    records.commit()
  }

  /// Waits for what is queued to be stored.
  ///
  /// - Parameters:
  ///   - ending: Why the program ends: a watchdog is stopped only where somebody asked for it.
  ///   - isStored: Whether all is stored.
  public mutating func end(_ ending: Ending, isStored: () -> Bool) {
    let deadline = clock.nowNanoseconds() &+ Self.endNanoseconds
    while !isStored() && clock.nowNanoseconds() < deadline {
      clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ Self.wakeNanoseconds)
    }
    if ending == .asked { watchdog.stop() }
  }

  mutating func report(_ change: FaultChange, to runtime: inout Runtime) {
    runtime.report(
      change.reason, change.phase, detail: change.detail, monotonicNanoseconds: clock.nowNanoseconds(), into: &records)
  }

  mutating func emit<Body: RecordBody>(_ body: Body) {
    var bytes = ByteBuffer()
    bytes.hold(body)
    let now = clock.nowNanoseconds()
    records.emit(body, bytes, now)
  }
}

extension RecordIntake where Self: ~Copyable {
  /// Emits an encoded body.
  fileprivate mutating func emit<Body: RecordBody>(_ body: Body, _ bytes: borrowing ByteBuffer, _ now: UInt64) {
    bytes.withBytes { emit(Body.recordKind, body: $0, monotonicNanoseconds: now) }
  }
}
