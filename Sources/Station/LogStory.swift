import EventLog
import Vocabulary

/// Follows what a log's records say of each other: an alarm that was taken out, or put in, does not fit the decisions
/// around it, nor the clips, acknowledgements and later alarms.
///
/// What is not known, since records are damaged, dropped or could not be written, is not judged.
struct LogStory {
  /// Whether a seizure event is open; nil if that is not known.
  private var isOpen: Bool?
  /// The hop at which that became known: its alarm may still follow.
  private var firstHop: UInt64?
  /// What the decisions call for: an alarm that rises or falls at a hop.
  private var owed: (phase: AlarmEvent.Phase, hop: UInt64)?
  /// The newest alarms' numbers; nil if they are not known.
  private var seizure: UInt32?
  private var technical: UInt32?
  /// Faults that stand, a bit each; nil if they are not known.
  private var standing: UInt32?
  /// Whether a boot's session is still to come: no decision is made before it.
  private var awaitsSession = false
  /// Whether there was a session: hops are counted in one.
  private var hasSession = false
  /// The newest decision's hop, and whether a fault since then says that frames were lost.
  private var newestHop: UInt64?
  private var hasLostFrames = false
  /// Decisions that are missing, and how many more decisions may come before what says that records were lost.
  private var missing: (first: UInt64, last: UInt64, wait: Int)?
  private var evidence = EvidenceStory()
  /// The newest reading of the board's clock.
  private var newestNanoseconds: UInt64?

  /// How far records may stand behind others of a later time: what waits between the board's threads.
  private static let mostNanosecondsBack: UInt64 = 10_000_000_000
  /// Decisions that may come between lost records and the fault that says so.
  private static let mostWait = 15

  /// Forgets everything, after what makes the rest unknown.
  mutating func forget() {
    let hasSession = hasSession
    self = LogStory()
    self.hasSession = hasSession
  }

  /// Takes the next record.
  ///
  /// - Parameter record: A whole one.
  /// - Returns: What does not fit, or nil.
  mutating func take(_ record: LogRecord) -> StoryFault? {
    let back = takeTime(of: record)
    let fault = takeBody(of: record)
    return fault ?? back
  }

  private mutating func takeTime(of record: LogRecord) -> StoryFault? {
    let now = record.envelope.stamps.monotonicNanoseconds
    let isNew = record.kind == .boot || record.kind == .session
    defer { newestNanoseconds = isNew ? now : max(now, newestNanoseconds ?? now) }
    guard let newest = newestNanoseconds, !isNew, now < newest, newest - now > Self.mostNanosecondsBack else {
      return nil
    }
    newestNanoseconds = now
    return .clockBack(nanoseconds: newest - now)
  }

  private mutating func takeBody(of record: LogRecord) -> StoryFault? {
    switch record.kind {
    case .boot:
      let unexplained = unexplained
      forget()
      awaitsSession = true
      return unexplained
    case .session:
      let unexplained = unexplained
      begin(isFirst: (try? record.decoded(as: SessionBody.self)).map { $0.firstSample == 0 } ?? true)
      return unexplained
    case .decision: return (try? record.decoded(as: Decision.self)).flatMap { take($0) }
    case .alarm: return (try? record.decoded(as: AlarmEvent.self)).flatMap { take($0) }
    case .fault: return (try? record.decoded(as: FaultEvent.self)).flatMap { take($0) }
    case .clip:
      guard case .success(.clip(let clip)) = record.content, let seizure else { return nil }
      return clip.eventNumber > seizure || clip.eventNumber == 0 ? .clip(event: clip.eventNumber) : nil
    case .acknowledgement: return (try? record.decoded(as: AcknowledgementBody.self)).flatMap { take($0) }
    case .evidence, .health, .features, .person, .forecast, .learned, .polygraphy, .closing, .seal, .inputNote: break
    case nil: break
    }
    return nil
  }

  /// A session begins: the first of a start with nothing before it, another in the midst of what goes on.
  private mutating func begin(isFirst: Bool) {
    guard isFirst || awaitsSession else { return }
    self = LogStory()
    hasSession = true
    (isOpen, seizure, technical, standing) = (false, 0, 0, 0)
  }

  private mutating func take(_ decision: Decision) -> StoryFault? {
    guard !awaitsSession else {
      forget()
      return .sessionMissing(hop: decision.hopIndex)
    }
    let fault = owed.map { StoryFault.alarmMissing($0.phase, hop: $0.hop) }
    if let owed { isOpen = owed.phase == .raised }
    owed = nil
    let gap = takeHop(of: decision)
    let saysOpen = decision.verdict.state == .seizure
    firstHop = nil
    if isOpen == nil {
      isOpen = saysOpen
      firstHop = decision.hopIndex
    } else if isOpen != saysOpen {
      owed = (saysOpen ? .raised : .cleared, decision.hopIndex)
    }
    return fault ?? gap
  }

  /// Whether the decision follows the one before it. Frames that were lost leave hops out, and their fault stands
  /// between the two decisions; records that were lost do, too, and their fault follows soon.
  private mutating func takeHop(of decision: Decision) -> StoryFault? {
    defer { (newestHop, hasLostFrames) = (decision.hopIndex, false) }
    let expected = newestHop.map { $0 &+ 1 } ?? decision.hopIndex
    evidence.take(decision, lostHops: decision.hopIndex > expected ? decision.hopIndex - expected : 0)
    if let waiting = missing {
      missing?.wait -= 1
      guard waiting.wait == 0 else { return nil }
      return unexplained
    }
    guard hasSession, decision.hopIndex != expected, !hasLostFrames else { return nil }
    guard decision.hopIndex > expected else {
      return .decisionOrder(found: decision.hopIndex, expected: expected)
    }
    missing = (expected, decision.hopIndex - 1, Self.mostWait)
    return nil
  }

  /// Decisions that are missing; asked once it is known that no fault says why.
  private var unexplained: StoryFault? {
    mutating get {
      defer { missing = nil }
      return missing.map { .decisionsMissing(first: $0.first, last: $0.last) }
    }
  }

  /// What is still open at the log's end.
  mutating func finish() -> StoryFault? { unexplained }

  private mutating func take(_ alarm: AlarmEvent) -> StoryFault? {
    switch alarm.kind {
    case .seizure:
      let numberFault = Self.count(alarm, &seizure)
      if alarm.phase == .escalated {
        return isOpen == false ? .alarmUnfounded(alarm.phase, hop: alarm.hopIndex) : numberFault
      }
      let fits = owed.map { $0.phase == alarm.phase && $0.hop == alarm.hopIndex } ?? false
      let isUnknown = isOpen == nil || firstHop == alarm.hopIndex
      guard fits || isUnknown else { return .alarmUnfounded(alarm.phase, hop: alarm.hopIndex) }
      isOpen = alarm.phase == .raised
      owed = nil
      let isFounded = newestHop != alarm.hopIndex || evidence.fits(alarm)
      return numberFault ?? (isFounded ? nil : .alarmEvidence(hop: alarm.hopIndex))
    case .technical: return Self.count(alarm, &technical)
    case .forecast: return nil
    }
  }

  /// Takes an alarm's number: one more for each that rises, the same when it falls.
  private static func count(_ alarm: AlarmEvent, _ newest: inout UInt32?) -> StoryFault? {
    defer { newest = alarm.eventNumber }
    guard let number = newest else { return nil }
    let expected = alarm.phase == .raised ? number &+ 1 : number
    return alarm.eventNumber == expected
      ? nil : .alarmNumber(alarm.kind, found: alarm.eventNumber, expected: expected)
  }

  private mutating func take(_ fault: FaultEvent) -> StoryFault? {
    // A log that could not be written lacks records, and says so.
    guard fault.reason != .storage else {
      forget()
      return nil
    }
    if fault.reason == .framesLost { hasLostFrames = true }
    guard let faults = standing else { return nil }
    let bit = UInt32(1) << UInt32(fault.reason.rawValue & 31)
    standing = fault.phase == .raised ? faults | bit : faults & ~bit
    return fault.phase == .cleared && faults & bit == 0 ? .fault(fault.reason) : nil
  }

  private func take(_ acknowledgement: AcknowledgementBody) -> StoryFault? {
    let newest: UInt32?
    switch acknowledgement.alarmKind {
    case .seizure: newest = seizure
    case .technical: newest = technical
    case .forecast: newest = nil
    }
    guard let newest, acknowledgement.eventNumber > newest else { return nil }
    return .acknowledgement(acknowledgement.alarmKind, event: acknowledgement.eventNumber)
  }
}
