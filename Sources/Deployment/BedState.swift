import EventLog
import Foundation
import Station
import Vocabulary

/// What is known of one bed, from its board's newest records.
public struct BedState: Sendable {
  /// What a bed comes down to, the most urgent first.
  public enum Condition: String, Sendable, CaseIterable {
    /// A seizure event is open, or nobody has acknowledged its alarm yet.
    case seizure
    /// The board says that it cannot judge.
    case cannotJudge = "cannot_judge"
    /// The board answers, but decides nothing any more.
    case notDeciding = "not_deciding"
    /// The board does not answer.
    case noContact = "no_contact"
    /// It is watched, and nothing was found, but its log cannot be written soon, or now.
    case logAtRisk = "log_at_risk"
    /// It is watched, and nothing was found.
    case watching

    /// What people read.
    public var words: String {
      switch self {
      case .seizure: "SEIZURE ALARM"
      case .cannotJudge: "CANNOT JUDGE"
      case .notDeciding: "NOT DECIDING"
      case .noContact: "NO CONTACT"
      case .logAtRisk: "LOG AT RISK"
      case .watching: "monitoring"
      }
    }

    /// Its place among all, the most urgent first.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// How old the newest decision may be, in seconds by the board's clock.
  public static let staleSeconds = 20.0

  /// How often the room of its log is asked for, in seconds.
  static let storageSeconds = 30.0

  /// Over how many seconds it has to be known how much was written.
  static let leastWrittenSeconds = 600.0

  /// How many of the newest hops are counted.
  public static let rememberedHops = 120

  /// The start of the daemon that the newest records are of.
  public private(set) var boot: BootBody?
  /// Its session.
  public private(set) var session: SessionBody?
  /// When the session began by the board's wall clock, if that was set.
  public private(set) var sessionStart: WallTime?
  /// The newest decision.
  public private(set) var decision: Decision?
  /// When the newest decision was made.
  public private(set) var decisionStamps: RecordStamps?
  /// Of each of the newest hops, at most `rememberedHops`, how many channels were usable; nil if it was not judged.
  private var newestHops: [Int?] = []
  /// The newest alarms of either kind, with the event's number while it is up.
  public private(set) var openSeizure: UInt32?
  public private(set) var openTechnical: UInt32?
  /// The rise of the seizure alarm that is up; nil where none is, or its record is not among those that are known.
  public private(set) var seizureAlarm: AlarmEvent?
  /// When the newest alarm of either kind rose; nil where that is not among the records that are known.
  private var seizureRise: RecordStamps?
  private var technicalRise: RecordStamps?
  /// The newest alarm that rose.
  public private(set) var lastEvent: (alarm: AlarmEvent, stamps: RecordStamps)?
  /// Faults that stand.
  public private(set) var faults: [FaultEvent] = []
  /// The newest counters.
  public private(set) var health: HealthBody?
  /// How many bytes the program had written to the log, and when: at first and last.
  private var written: (first: (bytes: UInt64, nanoseconds: UInt64), last: (bytes: UInt64, nanoseconds: UInt64))?
  /// How much room the log has; nil where the board was not asked or cannot tell.
  public private(set) var storage: StorageRoom?
  private var storageAsked: Date?
  /// The newest forecast; nil where none was told since the program started or the person came.
  public private(set) var forecast: ToldForecast?
  /// What the board said last of a history that was brought to it.
  public private(set) var history: LearnedBody?
  /// The newest EEG of the session, where the log holds any.
  public private(set) var eeg = NewestEEG()
  /// Each channel's evidence of the last seconds.
  public private(set) var ranks = EvidenceRanks()
  /// What the inputs that are no EEG showed in the newest minute.
  public private(set) var polygraph: [PolygraphChange] = []
  /// Whether the newest seizure alarm was acknowledged.
  public private(set) var isAcknowledged = true
  /// Whether a seizure alarm waits for somebody at the bed, also after its event; nil where the board cannot tell.
  public private(set) var isAlarmLatched: Bool?
  /// The sequence of the newest record; 0 before the first.
  public private(set) var lastSequence: UInt64 = 0
  /// The board's clocks at the newest contact.
  public private(set) var wallSeconds: Int64 = 0
  public private(set) var uptimeSeconds = 0.0
  /// What happened last to the board's slots: an update on trial, confirmed, or undone and why; nil if not known.
  public private(set) var lastUpdate: String?
  /// Whether the board has been asked for it since its program started.
  private var wasUpdateAsked = false
  /// This computer's clock at the newest contact.
  public private(set) var contact: Date?
  /// Why the newest attempt failed; nil if it did not.
  public private(set) var failure: String?

  /// Creates what is known before anything is asked.
  public init() {}

  /// Takes an answer.
  ///
  /// - Parameters:
  ///   - newest: What the board said; nil if it has no log yet.
  ///   - time: This computer's time.
  public mutating func take(_ newest: NewestRecords?, at time: Date) {
    contact = time
    failure = nil
    guard let newest else { return }
    wallSeconds = newest.wallSeconds
    uptimeSeconds = newest.uptimeSeconds
    defer { isAlarmLatched = newest.isAlarmLatched }
    if let last = newest.records.last, last.envelope.sequence < lastSequence {
      // A log begun anew.
      self = BedState()
      (wallSeconds, uptimeSeconds, contact) = (newest.wallSeconds, newest.uptimeSeconds, time)
    }
    for record in newest.records where record.envelope.sequence > lastSequence {
      take(record)
      lastSequence = record.envelope.sequence
    }
  }

  /// Takes that a session began at a time that is not known: only its channels' names are.
  mutating func takeUnknownStart() { sessionStart = nil }

  /// Takes that a board could not be asked.
  public mutating func takeFailure(_ reason: String) {
    failure = reason
  }

  /// Takes what happened last to the board's slots.
  ///
  /// - Parameter text: The line, or nil if the board cannot say.
  public mutating func takeUpdate(_ text: String?) {
    lastUpdate = text
    wasUpdateAsked = true
  }

  /// Whether the board is to be asked for it: every switch starts its program anew, and a trial ends.
  public var asksForUpdate: Bool { !wasUpdateAsked || lastUpdate?.contains(" trial: ") == true }

  /// Takes how much room the log has.
  ///
  /// - Parameters:
  ///   - room: What the board said; nil if it cannot say.
  ///   - time: This computer's time.
  public mutating func takeStorage(_ room: StorageRoom?, at time: Date) {
    storage = room
    storageAsked = time
  }

  /// Takes that the board did not answer: what is known stands until it is asked again.
  ///
  /// - Parameter time: This computer's time.
  mutating func putOffStorage(at time: Date) { storageAsked = time }

  /// Whether the board is to be asked for it.
  ///
  /// - Parameter time: This computer's time.
  /// - Returns: Whether it was not, or a while ago; a clock that was set back counts as that.
  public func asksForStorage(at time: Date) -> Bool {
    storageAsked.map { !(0..<Self.storageSeconds).contains(time.timeIntervalSince($0)) } ?? true
  }

  /// How many bytes the log grows by in a second; nil where too little is known of that.
  public var logBytesPerSecond: Double? {
    guard let written, written.last.nanoseconds > written.first.nanoseconds, written.last.bytes > written.first.bytes
    else { return nil }
    let seconds = Double(written.last.nanoseconds - written.first.nanoseconds) * 1e-9
    return seconds < Self.leastWrittenSeconds ? nil : Double(written.last.bytes - written.first.bytes) / seconds
  }

  /// What is wrong with the log's disk; nil where nothing is, or it is not known.
  public var storageTrouble: StorageRoom.Trouble? { storage?.trouble(logBytesPerSecond) }

  /// The newest hops, at most `rememberedHops`.
  public var hops: Int { newestHops.count }

  /// The newest 60 hops from the first that was judged on, before which a window fills, and those of them that were
  /// judged; none where nobody has been connected for so long.
  public var newestMinute: (hops: Int, judged: Int) {
    let minute = newestHops.suffix(60).drop { $0 == nil }
    return (minute.count, minute.count { $0 != nil })
  }

  /// Those of them that were judged.
  public var judgedHops: Int { newestHops.count { $0 != nil } }

  /// The most channels that were usable in one of the ten newest judged hops: one alone may be an artefact's.
  public var usableChannels: Int { newestHops.compactMap(\.self).suffix(10).max() ?? 0 }

  /// Seconds since the newest decision by the board's clock; nil before the first.
  public var decisionAge: Double? {
    decisionStamps.map { max(0, uptimeSeconds - Double($0.monotonicNanoseconds) * 1e-9) }
  }

  /// By how many seconds the newest EEG in the log is older than the newest decision, by hops or by the board's clock,
  /// whichever is more; nil without any of this session, or where it claims to be newer.
  public var eegAge: Double? {
    guard let session, let decision, let decisionStamps, let hop = eeg.hopIndex else { return nil }
    // A hop's clip may be read before its decision.
    guard hop <= decision.hopIndex || hop - 1 == decision.hopIndex else { return nil }
    let hops = (Double(decision.hopIndex) - Double(hop)) * Double(session.hopSamples) / session.modelRate.hertz
    return max(hops, (Double(decisionStamps.monotonicNanoseconds) - Double(eeg.writtenNanoseconds)) * 1e-9)
  }

  /// What the bed comes down to.
  public var condition: Condition {
    if failure != nil || contact == nil { return .noContact }
    guard let decision, let age = decisionAge, age <= Self.staleSeconds else { return .notDeciding }
    // An open event that was acknowledged is shown no longer at a bed where nothing can be judged.
    let isWaived =
      isAcknowledged && isAlarmLatched == false && openTechnical != nil && decision.verdict.state == .unknown
    if isAlarmLatched == true || decision.verdict.state == .seizure || (openSeizure != nil && !isWaived) {
      return .seizure
    }
    if openTechnical != nil || decision.verdict.state == .unknown { return .cannotJudge }
    return storageTrouble == nil ? .watching : .logAtRisk
  }

  /// Since when the bed is in its condition, by the board's clock, and of one that does not answer the newest contact;
  /// nil where that is not known.
  public var conditionSince: WallTime? {
    switch condition {
    case .noContact: contact.map { WallTime(nanoseconds: 0).adding(seconds: Int64($0.timeIntervalSince1970)) }
    case .notDeciding: decisionStamps.flatMap(WallTime.init)
    case .seizure: openSeizure != nil || isAlarmLatched == true ? seizureRise.flatMap(WallTime.init) : nil
    case .cannotJudge: openTechnical == nil ? nil : technicalRise.flatMap(WallTime.init)
    case .logAtRisk: nil
    case .watching: sessionStart
    }
  }

  /// Whether a seizure event is open, by records that are of now.
  public var isSeizureOpen: Bool {
    switch condition {
    case .noContact, .notDeciding: false
    case .seizure, .cannotJudge, .logAtRisk, .watching: openSeizure != nil || decision?.verdict.state == .seizure
    }
  }

  private mutating func take(_ record: LogRecord) {
    let stamps = record.envelope.stamps
    switch record.kind {
    case .boot:
      let boot = try? record.decoded(as: BootBody.self)
      let kept = (wallSeconds, uptimeSeconds, contact)
      self = BedState()
      (wallSeconds, uptimeSeconds, contact) = kept
      self.boot = boot
      written = ((0, stamps.monotonicNanoseconds), (0, stamps.monotonicNanoseconds))
    case .session:
      session = try? record.decoded(as: SessionBody.self)
      (eeg, ranks) = (NewestEEG(), EvidenceRanks())
      sessionStart = WallTime(stamps)
    case .decision: takeDecision(record, stamps)
    case .alarm: takeAlarm(record, stamps)
    case .fault: takeFault(record)
    case .learned: takeLearned(record)
    case .polygraphy: takePolygraph(record)
    case .clip: if let session { eeg.take(record, rate: session.modelRate.hertz) }
    case .health: takeHealth(record, stamps)
    case .forecast: takeForecast(record, stamps)
    case .person: takePerson(record)
    case .acknowledgement:
      let body = try? record.decoded(as: AcknowledgementBody.self)
      if body?.alarmKind == .seizure { isAcknowledged = true }
    default: break
    }
  }

  private mutating func takeHealth(_ record: LogRecord, _ stamps: RecordStamps) {
    health = try? record.decoded(as: HealthBody.self)
    guard let health else { return }
    let now = (bytes: health.storageBytes, nanoseconds: stamps.monotonicNanoseconds)
    written = (written?.first ?? now, now)
  }

  private mutating func takeForecast(_ record: LogRecord, _ stamps: RecordStamps) {
    guard let body = try? record.decoded(as: ForecastBody.self) else { return }
    forecast = ToldForecast(body, stamps, after: forecast)
  }

  /// A forecast is one person's.
  private mutating func takePerson(_ record: LogRecord) {
    let act = (try? record.decoded(as: PersonBody.self))?.act
    if act == .admission || act == .discharge { forecast = nil }
  }

  private mutating func takePolygraph(_ record: LogRecord) {
    guard let body = try? record.decoded(as: PolygraphBody.self), body.cause == .minute else { return }
    polygraph = body.changes
  }

  private mutating func takeLearned(_ record: LogRecord) {
    guard let told = try? record.decoded(as: LearnedBody.self), told.cause != .day, told.cause != .start else { return }
    history = told
  }

  private mutating func takeDecision(_ record: LogRecord, _ stamps: RecordStamps) {
    guard let decision = try? record.decoded(as: Decision.self) else { return }
    self.decision = decision
    decisionStamps = stamps
    ranks.take(decision)
    newestHops.append(decision.isJudged ? decision.usable.count : nil)
    if newestHops.count > Self.rememberedHops { newestHops.removeFirst() }
  }

  private mutating func takeAlarm(_ record: LogRecord, _ stamps: RecordStamps) {
    guard let alarm = try? record.decoded(as: AlarmEvent.self) else { return }
    // One that escalates stands.
    let number = alarm.phase == .cleared ? nil : alarm.eventNumber
    switch alarm.kind {
    case .seizure:
      openSeizure = number
      // What becomes more urgent has to be acknowledged anew.
      if alarm.phase != .cleared { isAcknowledged = false }
      if alarm.phase == .raised { seizureRise = stamps }
      if alarm.phase != .escalated { seizureAlarm = number == nil ? nil : alarm }
    case .technical:
      openTechnical = number
      if alarm.phase != .escalated { technicalRise = number == nil ? nil : stamps }
    case .forecast: break
    }
    if alarm.phase == .raised { lastEvent = (alarm, stamps) }
  }

  private mutating func takeFault(_ record: LogRecord) {
    guard let fault = try? record.decoded(as: FaultEvent.self) else { return }
    faults.removeAll { $0.reason == fault.reason }
    if fault.phase == .raised { faults.append(fault) }
  }
}
