import ADS1299
import Alarms
import EventLog
import Runtime
import Vocabulary

/// Admission, discharge, standby, and what else the button or the station asks for.
extension Decide
where
  Pins: ~Copyable, Button: ~Copyable, Watchdog: ~Copyable, Clock: ~Copyable, Arrivals: ~Copyable, Records: ~Copyable
{
  /// Whether nothing is alarming that a person could mean by a press.
  mutating func isCalm(_ runtime: borrowing Runtime) -> Bool {
    !indicator.isSeizureShown
      && (!runtime.isTechnicalAlarmRaised || bed.person.isStandby(at: clock.nowNanoseconds()))
  }

  /// Does what the button or somebody at the station asks for, and ends a standby whose time is over.
  mutating func attendBed(_ runtime: inout Runtime, _ request: BedRequest?, _ mailbox: borrowing StateMailbox) {
    let now = clock.nowNanoseconds()
    if bed.isStandbyOver(now: now) { endStandby(.board, &runtime) }
    if let wanted = bed.wanted {
      bed.wanted = perform(wanted, .button, &runtime, mailbox) == nil ? wanted : nil
    }
    guard let request, request.number != bed.answered,
      let outcome = perform(request, .station, &runtime, mailbox)
    else { return }
    bed.answer(request, outcome)
  }

  /// - Returns: What became of it; nil where it has to wait for the next person's pseudonym.
  private mutating func perform(
    _ request: BedRequest, _ source: PersonBody.Source, _ runtime: inout Runtime, _ mailbox: borrowing StateMailbox
  ) -> BedOutcome? {
    // A seizure that somebody still has to see to is never put aside.
    guard !indicator.isSeizureShown else { return .refusedInAlarm }
    switch request.act {
    case .admission, .discharge:
      guard let pseudonym = mailbox.takePseudonym() else { return nil }
      change(to: pseudonym, isAdmitted: request.act == .admission, source, &runtime)
    case .standby:
      guard (1...KeptPerson.mostStandbyMinutes).contains(request.minutes) else { return .refused }
      bed.beginStandby(minutes: request.minutes, now: clock.stamps(of: clock.nowNanoseconds()))
      runtime.isStandby = true
      emit(.standby, source, runtime, minutes: request.minutes)
    case .outputTest:
      guard !isAlarmShown else { return .refusedInAlarm }
      trial.begin(isCall: source == .station, now: clock.nowNanoseconds())
      emit(.outputTest, source, runtime)
    case .electrodeCheck:
      guard bed.person.isStandby(at: clock.nowNanoseconds()) else { return .refused }
      electrodes.begin(now: clock.nowNanoseconds())
      emit(.electrodeCheck, source, runtime)
    case .standbyEnd:
      guard bed.person.isStandby(at: clock.nowNanoseconds()) else { return .refused }
      endStandby(source, &runtime)
    }
    return .done
  }

  private mutating func endStandby(_ source: PersonBody.Source, _ runtime: inout Runtime) {
    bed.endStandby()
    runtime.isStandby = false
    emit(.standbyEnd, source, runtime)
  }

  /// Makes it another person's board: a discharge of whoever was admitted, an admission, and a session of their own.
  private mutating func change(
    to pseudonym: InlineArray<16, UInt8>, isAdmitted: Bool, _ source: PersonBody.Source, _ runtime: inout Runtime
  ) {
    if bed.person.isStandby(at: clock.nowNanoseconds()) { endStandby(source, &runtime) }
    if bed.person.isAdmitted || !isAdmitted { emit(.discharge, source, runtime) }
    let wall = clock.stamps(of: clock.nowNanoseconds()).wallNanoseconds
    bed.begin(
      KeptPerson(pseudonym: pseudonym, isAdmitted: isAdmitted, admittedNanoseconds: isAdmitted ? wall : 0))
    runtime.forgetPerson()
    forgetForecast()
    if isAdmitted { emit(.admission, source, runtime) }
    beginSession(runtime, firstSample: runtime.latestSampleIndex + 1)
  }

  /// Hands over the session's record, and behind it what is doubtful about its inputs.
  mutating func beginSession(_ runtime: borrowing Runtime, firstSample: UInt64) {
    emit(bed.session(of: runtime, firstSample: firstSample))
    for index in 0..<InputNotes.limit {
      if let note = bed.inputNotes[index] { emit(note) }
    }
  }

  mutating func emit(
    _ act: PersonBody.Act, _ source: PersonBody.Source, _ runtime: borrowing Runtime, minutes: UInt16 = 0
  ) {
    emit(
      PersonBody(
        act: act, source: source, pseudonym: bed.person.pseudonym, minutes: minutes,
        sampleIndex: runtime.latestSampleIndex))
  }
}
