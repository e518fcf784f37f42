import Bundle
import EventLog
import Forecast
import Vocabulary

/// Keeps the person's forecaster by the site's clock: hour after hour it is told whether the hour was watched, and of
/// each seizure event; its work is spread over steps of the deciding thread, a slice in each.
///
/// Hours are local, across daylight saving: an hour that the clocks leave out is closed as not observed, one that comes
/// twice is one hour. Only a wall clock that is synchronised, and that has gone as the monotonic one since, is sound:
/// without it there is no forecast, and its hours are closed as not observed once it is.
struct ForecastWatch {
  /// An hour of which so many seconds were judged counts as observed.
  static let observedSeconds: UInt32 = 2_700
  /// A wall clock that has left the monotonic one by more is not believed any more, in nanoseconds: two hours.
  static let mostDrift: Int64 = 7_200_000_000_000
  /// More hours than that without this program are no pause but a wrong clock: 400 days.
  static let longestPause: Int64 = 9_600
  /// The time between two looks at the clock.
  private static let lookNanoseconds: UInt64 = 1_000_000_000
  /// Monday 1970-01-05 00:00, in seconds since 1970: hours count from a Monday's midnight.
  private static let monday: Int64 = 345_600

  /// The person's forecaster; means nothing until `hasBegun`.
  private(set) var forecaster: HazardForecaster
  /// Whether the clock was sound once since the person came.
  private(set) var hasBegun: Bool
  /// Whether a warning is shown.
  private(set) var isWarning = false
  /// What the EEG adds.
  private(set) var evidence: EvidenceWatch
  private let zone: TimeZoneRules
  // What of the forecaster is asked for with every step.
  private var openHour: Int64
  private var isWorking = false
  private var nextLook: UInt64 = 0
  // How far the wall clock was ahead of the monotonic one when it was first synchronised, in nanoseconds.
  private var lead: Int64?
  private var isClockSound = false
  private var wasClockSound: Bool?
  private var offsetSeconds: Int32 = 0
  // The local second now.
  private var second: Int64 = 0
  private var judgedSeconds: UInt32 = 0
  // An event that the forecaster could not take yet, by the local second.
  private var event: Int64?
  // Whether an hour has begun that nothing was told of yet.
  private var isToBeTold = true
  // A history that waits for a clock, or is being read.
  private var offered: HistoryImage?
  private var replay: HistoryReplay?
  // Whether the hour that was closed last ended a day.
  private var isDayOver = false
  // What of the history is to be told next.
  private var news: LearnedBody?

  /// Begins without a person's past.
  ///
  /// - Parameters:
  ///   - zone: When the site's clocks are how far ahead of UTC.
  ///   - layer: The bundle's forecaster, if there is one.
  init(zone: TimeZoneRules, layer: EvidenceLayer?) {
    self.zone = zone
    evidence = EvidenceWatch(layer)
    hasBegun = false
    forecaster = HazardForecaster(firstHour: 0)
    openHour = 0
  }

  /// Goes on with what was kept.
  mutating func resume(_ kept: borrowing HazardForecaster) {
    forecaster = copy kept
    hasBegun = true
    openHour = forecaster.hour
    if evidence.isThere { evidence.begin(beside: forecaster) }
  }

  /// Goes on with what was kept of the EEG, after the forecaster.
  mutating func resume(_ kept: EvidenceMemory) { evidence.resume(kept, beside: forecaster) }

  /// Forgets the person.
  mutating func forget() {
    hasBegun = false
    isWarning = false
    (isWorking, judgedSeconds, event, isToBeTold) = (false, 0, nil, true)
    (offered, replay, news) = (nil, nil, nil)
    evidence.forget()
  }

  /// Takes what was found of a history, after `resume`.
  mutating func offer(_ finding: HistoryFinding) {
    news = hasBegun ? learned(.start) : nil
    switch finding {
    case .none: break
    case .refused(let refusal, let number): refuse(refusal, number, nil)
    case .whole(let image):
      let isKnown = hasBegun && forecaster.history == HistoryMark(image)
      offered = isKnown ? nil : image
      news = learned(isKnown ? .historyKnown : .historyWaiting, image)
    }
  }

  /// A minute of the EEG has ended.
  ///
  /// - Parameter minute: Its features; nil where they tell nothing.
  mutating func noteMinute(_ minute: FeatureMinute?) {
    guard hasBegun && isClockSound else { return }
    // While the last hour's work is done, the one after it goes on already.
    let isClosed = isWorking || evidence.isWorking
    let hour = second / 3600
    if hour == openHour || (isClosed && hour == openHour + 1) { evidence.add(minute) }
  }

  /// A seizure event has opened.
  mutating func noteEvent() {
    if (hasBegun || replay != nil) && isClockSound { event = second }
  }

  /// Whether the clock is to be looked at: once a second, while no work is left.
  func isLookDue(_ now: UInt64) -> Bool { !isWorking && !evidence.isWorking && now >= nextLook }

  /// Whether there is a state that can be kept now: between two hours, and not while a history is being read.
  var canBeKept: Bool { !isWorking && !evidence.isWorking && replay == nil }

  /// Appends the state, while `canBeKept`.
  ///
  /// - Parameters:
  ///   - person: Whose it is.
  ///   - content: Takes `HazardForecaster.stateBytes` bytes.
  func encode(person: UInt64, into content: inout ByteBuffer) {
    forecaster.encode(into: &content, person: person, count: 0)
  }

  /// Does a slice of what is to be done.
  ///
  /// - Parameters:
  ///   - stamps: The time by both clocks, while a look is due.
  ///   - now: The time, by the monotonic clock.
  ///   - isJudged: Whether a seizure would be seen now.
  ///   - sampleIndex: The newest sample.
  ///   - history: The bytes of the history that was offered.
  /// - Returns: A record, if there is something to tell, and whether the state is to be kept.
  mutating func step(
    stamps: RecordStamps?, now: UInt64, isJudged: Bool, sampleIndex: UInt64, history: Span<UInt8>
  ) -> (record: ForecastBody?, isToBeKept: Bool) {
    if isWorking {
      isWorking = forecaster.work()
      openHour = forecaster.hour
      return (nil, false)
    }
    if evidence.isWorking {
      evidence.work(beside: forecaster)
      return (nil, false)
    }
    if let stamps {
      nextLook = now &+ Self.lookNanoseconds
      look(stamps, isJudged: isJudged)
    }
    if replay != nil { return (nil, read(history)) }
    guard hasBegun else { return (nil, false) }
    if isClockSound != wasClockSound {
      wasClockSound = isClockSound
      isToBeTold = true
    }
    guard isClockSound else { return (tell(sampleIndex), false) }
    let hour = second / 3600
    if hour > openHour {
      close()
      return (nil, false)
    }
    takeEvent()
    let record = tell(sampleIndex)
    if record != nil && isDayOver {
      isDayOver = false
      if news == nil { news = learned(.day) }
    }
    return (record, record != nil)
  }

  /// What is to be told of a history and of what was learned, once.
  mutating func takeNews(sampleIndex: UInt64) -> LearnedBody? {
    guard var told = news else { return nil }
    news = nil
    told.sampleIndex = sampleIndex
    return told
  }

  /// Looks at the clock.
  private mutating func look(_ stamps: RecordStamps, isJudged: Bool) {
    isClockSound = false
    guard stamps.wallState == .synchronised else { return }
    let ahead = stamps.wallNanoseconds &- Int64(bitPattern: stamps.monotonicNanoseconds)
    let first = lead ?? ahead
    lead = first
    guard abs(ahead &- first) <= Self.mostDrift else { return }
    let utc = stamps.wallNanoseconds / 1_000_000_000
    offsetSeconds = zone.offset(at: utc)
    second = utc + Int64(offsetSeconds) - Self.monday
    guard second >= 0 else { return }
    consider(utc)
    let hour = second / 3600
    guard replay == nil else {
      isClockSound = true
      return
    }
    if !hasBegun { begin(hour) }
    isClockSound = hour >= openHour - 1 && hour - openHour <= Self.longestPause
    if isClockSound && isJudged && hour == openHour { judgedSeconds += 1 }
  }

  /// Decides about the history that waits, now that the time is known.
  private mutating func consider(_ utc: Int64) {
    guard let image = offered else { return }
    offered = nil
    let end = local(image.end)
    let seen = hasBegun ? forecaster.lastEvent : nil
    if image.end > utc + 3600 {
      refuse(.future, image.end - utc, image)
    } else if (utc - image.end) / 3600 > Self.longestPause {
      refuse(.old, (utc - image.end) / 3600, image)
    } else if let seen, seen >= end, seen >= local(forecaster.history.end) {
      refuse(.lacksEvents, seen, image)
    } else {
      let zone = zone
      replay = HistoryReplay(image, into: &forecaster) { $0 + Int64(zone.offset(at: $0)) }
      hasBegun = false
      news = learned(.historyBegun, image)
    }
  }

  /// The local second since the Monday, of a second of UTC.
  private func local(_ utc: Int64) -> Int64 { utc + Int64(zone.offset(at: utc)) - Self.monday }

  /// Reads a slice of the history.
  ///
  /// - Returns: Whether it is read whole: the state is to be kept.
  private mutating func read(_ history: Span<UInt8>) -> Bool {
    let zone = zone
    guard replay?.advance(history, into: &forecaster, local: { $0 + Int64(zone.offset(at: $0)) }) == false else {
      return false
    }
    replay = nil
    if evidence.isThere { evidence.begin(beside: forecaster) }
    (openHour, hasBegun, isToBeTold, wasClockSound) = (forecaster.hour, true, true, nil)
    news = learned(.historyTaken)
    return true
  }

  private mutating func refuse(_ refusal: LearnedBody.Refusal, _ number: Int64, _ image: HistoryImage?) {
    var told = learned(.historyRefused, image)
    (told.refusal, told.number) = (refusal, number)
    news = told
  }

  /// What was learned so far.
  private func learned(_ cause: LearnedBody.Cause, _ image: HistoryImage? = nil) -> LearnedBody {
    var body = LearnedBody(cause: cause, sampleIndex: 0)
    body.historyEnd = image?.end ?? (hasBegun ? forecaster.history.end : 0)
    body.entries = UInt32(image?.count ?? 0)
    guard hasBegun else { return body }
    let withheld = forecaster.withheld
    (body.hasBegun, body.isShown, body.hasStopped) = (true, withheld == nil, withheld == .stoppedWorking)
    (body.firstHour, body.hour) = (forecaster.firstHour, forecaster.hour)
    body.observedHours = UInt32(clamping: forecaster.observedHours)
    body.scoredHours = UInt32(clamping: forecaster.scoredHours)
    (body.leads, body.lastEvent) = (forecaster.leads, forecaster.lastEvent ?? 0)
    body.staked = forecaster.gate.capital
    return body
  }

  private mutating func begin(_ hour: Int64) {
    forecaster = HazardForecaster(firstHour: hour)
    (openHour, hasBegun) = (hour, true)
    if evidence.isThere { evidence.begin(beside: forecaster) }
  }

  /// Closes the open hour: it is over.
  private mutating func close() {
    takeEvent()
    let isObserved = judgedSeconds >= Self.observedSeconds
    evidence.close(beside: forecaster, observed: isObserved)
    forecaster.close(observed: isObserved)
    judgedSeconds = 0
    isWorking = true
    isToBeTold = true
    isDayOver = openHour % 24 == 23
  }

  /// Hands an event on. One of an hour that is closed, as the first passage of one that comes twice, belongs to the
  /// open one.
  private mutating func takeEvent() {
    guard let found = event, found / 3600 <= openHour else { return }
    event = nil
    let held = max(max(found, openHour * 3600), forecaster.lastEvent ?? 0)
    do throws(EventRefusal) { try forecaster.noteEvent(atSecond: held) } catch {}
  }

  /// Tells of the open hour, once.
  private mutating func tell(_ sampleIndex: UInt64) -> ForecastBody? {
    guard isToBeTold else { return nil }
    isToBeTold = false
    let history = forecaster.forecast(clockIsSynchronised: isClockSound)
    let forecast = evidence.isThere ? evidence.memory.forecaster.with(history) : history
    let isHigh = forecast.withheld == nil && forecast.level == .high
    let change: ForecastBody.Change = isHigh == isWarning ? .hour : isHigh ? .warning : .warningEnd
    isWarning = isHigh
    return record(forecast, change, sampleIndex)
  }

  private func record(_ forecast: Forecast, _ change: ForecastBody.Change, _ sampleIndex: UInt64) -> ForecastBody {
    var body = ForecastBody(
      change: change, level: ForecastBody.Level(rawValue: forecast.level.rawValue) ?? .low,
      withheld: ForecastBody.Withheld(forecast.withheld), hour: forecast.hour,
      offsetMinutes: Int16(clamping: offsetSeconds / 60), probability: UInt32(clamping: forecast.probability),
      base: forecast.shares.base, sampleIndex: sampleIndex)
    for index in 0..<ForecastBody.factors {
      if let factor = ForecastFactor(rawValue: UInt8(index)) { body.shares[index] = forecast.shares[factor] }
    }
    if evidence.isThere { body.evidence = ForecastBody.Evidence(evidence.memory.forecaster) }
    return body
  }
}

extension ForecastBody.Evidence {
  fileprivate init(_ forecaster: borrowing EvidenceForecaster) {
    let gate = forecaster.gate
    self.init(
      share: forecaster.share, weight: UInt32(clamping: forecaster.weight), said: forecaster.candidate != nil,
      gate: gate.isOpen ? .open : gate.stoppedWorking ? .stoppedWorking : .shut)
  }
}

extension ForecastBody.Withheld {
  fileprivate init(_ reason: NoForecastReason?) {
    switch reason {
    case nil: self = .no
    case .tooFewEvents: self = .tooFewEvents
    case .tooShort: self = .tooShort
    case .clockNotSynchronised: self = .clockNotSynchronised
    case .notBetterThanChance: self = .notBetterThanChance
    case .stoppedWorking: self = .stoppedWorking
    }
  }
}
