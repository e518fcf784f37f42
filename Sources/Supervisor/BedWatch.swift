import Alarms
import EventLog
import Runtime
import Vocabulary

/// Whose board it is, what was asked of it, and what of the person is still to be kept.
struct BedWatch {
  /// A level is kept again after so many more hops that it was learned from: as much may be lost.
  static let levelHops: UInt32 = 300

  /// Whose board it is.
  var person: KeptPerson
  /// The session's record, but for what only the runtime can tell.
  var session: SessionBody?
  /// What is doubtful about the inputs of every session.
  var inputNotes = InputNotes()
  /// What the button asks for.
  var wanted: BedRequest?
  private let levelSource: UInt64
  private var isStandbyShown = false
  /// A standby that was kept was over at the start, which is still to be told.
  private var hasLapsed: Bool
  // The press that lasts: since when, and whether nothing was alarming.
  private var pressed: UInt64?
  // Parts that are to be kept, a bit for each number, and parts of which first nothing is to be left.
  private var pending: UInt32
  private var forgetting: UInt32 = 0
  private var keptHops: UInt32 = 0
  /// Number of the newest request that something became of.
  private(set) var answered: UInt16 = 0
  private var answer: (number: UInt16, outcome: BedOutcome)?

  /// Begins at a time of the monotonic clock.
  ///
  /// - Parameters:
  ///   - person: Whose board it is.
  ///   - levelSource: A number for montage, gain and model.
  ///   - now: The time, by both clocks.
  init(person: KeptPerson, levelSource: UInt64, now: RecordStamps) {
    self.person = person
    self.levelSource = levelSource
    hasLapsed = person.isStandbyOver(atStart: now.monotonicNanoseconds, wallNanoseconds: now.wallNanoseconds)
    if hasLapsed { self.person.endStandby() }
    isStandbyShown = self.person.isStandby(at: now.monotonicNanoseconds)
    // A new person is kept as soon as possible, and both copies are made whole.
    pending = Self.bit(.person)
  }

  /// The session's record, for the person and the level in force.
  func session(of runtime: borrowing Runtime, firstSample: UInt64) -> SessionBody {
    guard var session = session else { preconditionFailure("a session is begun first") }
    session.pseudonym = person.pseudonym
    session.isAdmitted = person.isAdmitted
    session.levelSteps = Int8(clamping: runtime.level.steps)
    session.learnedHops = runtime.level.learnedHops
    session.thresholdInForce = Int64(runtime.thresholdInForce)
    session.firstSample = firstSample
    return session
  }

  /// The button was pressed.
  mutating func press(at time: UInt64, isCalm: Bool) { pressed = isCalm ? time : nil }

  /// The button cannot be believed: no press lasts.
  mutating func forgetPress() { pressed = nil }

  /// The button was let go: an act, if nothing was alarming all the while.
  mutating func release(at time: UInt64, isCalm: Bool) {
    let began = pressed
    pressed = nil
    guard let began, isCalm, time > began else { return }
    let held = time - began
    if held >= LongPress.personNanoseconds {
      wanted = BedRequest(person.isAdmitted ? .discharge : .admission)
    } else if held >= LongPress.standbyNanoseconds {
      wanted =
        person.isStandby(at: time)
        ? BedRequest(.standbyEnd) : BedRequest(.standby, minutes: LongPress.standbyMinutes)
    } else {
      wanted = BedRequest(person.isStandby(at: time) ? .electrodeCheck : .outputTest)
    }
  }

  /// The alarms' levels with what the light shows of a standby and of a button that is held.
  func light(_ alarms: AlarmLevels, now: UInt64) -> AlarmLevels {
    guard !alarms.seizure && !alarms.technical else { return alarms }
    var levels = alarms
    if person.isStandby(at: now) { levels.light = BedLight.isLitInStandby(now &- person.standbyBegan) }
    if let pressed, now >= pressed &+ LongPress.standbyNanoseconds {
      levels.light = BedLight.isLit(held: now - pressed)
    }
    return levels
  }

  /// Whether a standby is over that nobody ended.
  mutating func isStandbyOver(now: UInt64) -> Bool {
    if hasLapsed {
      hasLapsed = false
      return true
    }
    let wasShown = isStandbyShown
    isStandbyShown = person.isStandby(at: now)
    return wasShown && !isStandbyShown && person.standbyUntil != 0
  }

  /// Begins a standby.
  mutating func beginStandby(minutes: UInt16, now: RecordStamps) {
    person.beginStandby(minutes: minutes, now: now.monotonicNanoseconds, wallNanoseconds: now.wallNanoseconds)
    isStandbyShown = true
    keep(.person)
  }

  /// Ends a standby.
  mutating func endStandby() {
    person.endStandby()
    isStandbyShown = false
    keep(.person)
  }

  /// Makes it another person's board: nothing of the last one is left.
  mutating func begin(_ person: KeptPerson) {
    self.person = person
    isStandbyShown = false
    keptHops = 0
    pending = Self.bit(.person)
    forgetting = Self.bit(.level) | Self.bit(.forecast) | Self.bit(.history) | Self.bit(.evidence)
  }

  /// What became of a request; told once all that follows from it was handed over.
  mutating func answer(_ request: BedRequest, _ outcome: BedOutcome) {
    answered = request.number
    answer = (request.number, outcome)
  }

  /// A part is to be kept.
  mutating func keep(_ part: KeptPart) { pending |= Self.bit(part) }

  private static func bit(_ part: KeptPart) -> UInt32 { 1 << UInt32(part.rawValue) }

  /// Hands over what is to be kept, as much as there is room for.
  ///
  /// - Returns: What became of a request, once all that follows from it was handed over before.
  mutating func hand(
    to records: inout some RecordIntake & ~Copyable, _ runtime: borrowing Runtime, _ forecast: borrowing ForecastWatch
  ) -> (number: UInt16, outcome: BedOutcome)? {
    if runtime.learnedHops &- keptHops >= Self.levelHops {
      keptHops = runtime.learnedHops
      keep(.level)
    }
    // What is asked for is done once the person is kept and nothing of another is left.
    let isHanded = pending & Self.bit(.person) == 0 && forgetting == 0
    let told = isHanded ? answer : nil
    if isHanded { answer = nil }
    while handNext(to: &records, runtime, forecast) {}
    return told
  }

  private mutating func handNext(
    to records: inout some RecordIntake & ~Copyable, _ runtime: borrowing Runtime, _ forecast: borrowing ForecastWatch
  ) -> Bool {
    let waiting = pending & Self.bit(.person) != 0 || forgetting == 0 ? pending : forgetting
    guard waiting != 0, let part = KeptPart(rawValue: UInt8(waiting.trailingZeroBitCount)) else { return false }
    // Not before something waits: this is looked at in every step, and making a buffer clears all of it.
    var content = ByteBuffer()
    let isForgotten = waiting == forgetting
    if !isForgotten {
      let isWorking = part == .forecast || part == .evidence ? !forecast.canBeKept : false
      guard !isWorking else { return false }
      encode(part, into: &content, runtime, forecast)
    }
    guard records.emit(part, content) else { return false }
    if isForgotten { forgetting &= ~Self.bit(part) } else { pending &= ~Self.bit(part) }
    return true
  }

  /// Appends a part's content; of one that nothing was learned of, nothing: it is forgotten.
  private func encode(
    _ part: KeptPart, into content: inout ByteBuffer, _ runtime: borrowing Runtime, _ forecast: borrowing ForecastWatch
  ) {
    switch part {
    case .person: person.encode(into: &content)
    case .level where runtime.learnedHops > 0:
      content.append(contentsOf: person.pseudonym.span)
      runtime.level.encode(source: levelSource, into: &content)
    case .forecast where forecast.hasBegun:
      content.append(contentsOf: person.pseudonym.span)
      forecast.encode(person: person.number, into: &content)
    case .evidence where forecast.hasBegun:
      guard forecast.evidence.isThere else { break }
      content.append(contentsOf: person.pseudonym.span)
      forecast.evidence.encode(into: &content)
    default: break
    }
  }
}

extension RecordIntake where Self: ~Copyable {
  /// Emits an encoded part.
  fileprivate mutating func emit(_ part: KeptPart, _ content: borrowing ByteBuffer) -> Bool {
    content.withBytes { emit(part, content: $0) }
  }
}
