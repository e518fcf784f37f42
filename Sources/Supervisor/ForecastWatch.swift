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

  /// Begins without a person's past.
  init(zone: TimeZoneRules) {
    self.zone = zone
    hasBegun = false
    forecaster = HazardForecaster(firstHour: 0)
    openHour = 0
  }

  /// Goes on with what was kept.
  mutating func resume(_ kept: borrowing HazardForecaster) {
    forecaster = copy kept
    hasBegun = true
    openHour = forecaster.hour
  }

  /// Forgets the person.
  mutating func forget() {
    hasBegun = false
    isWarning = false
    (isWorking, judgedSeconds, event, isToBeTold) = (false, 0, nil, true)
  }

  /// A seizure event has opened.
  mutating func noteEvent() {
    if hasBegun && isClockSound { event = second }
  }

  /// Whether the clock is to be looked at: once a second, while no work is left.
  func isLookDue(_ now: UInt64) -> Bool { !isWorking && now >= nextLook }

  /// Whether there is a state that can be kept now: between two hours, and once there was one.
  var canBeKept: Bool { !isWorking }

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
  /// - Returns: A record, if there is something to tell, and whether the state is to be kept.
  mutating func step(
    stamps: RecordStamps?, now: UInt64, isJudged: Bool, sampleIndex: UInt64
  ) -> (record: ForecastBody?, isToBeKept: Bool) {
    if isWorking {
      isWorking = forecaster.work()
      openHour = forecaster.hour
      return (nil, false)
    }
    if let stamps {
      nextLook = now &+ Self.lookNanoseconds
      look(stamps, isJudged: isJudged)
    }
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
    return (record, record != nil)
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
    let hour = second / 3600
    if !hasBegun { begin(hour) }
    isClockSound = hour >= openHour - 1 && hour - openHour <= Self.longestPause
    if isClockSound && isJudged && hour == openHour { judgedSeconds += 1 }
  }

  private mutating func begin(_ hour: Int64) {
    forecaster = HazardForecaster(firstHour: hour)
    (openHour, hasBegun) = (hour, true)
  }

  /// Closes the open hour: it is over.
  private mutating func close() {
    takeEvent()
    forecaster.close(observed: judgedSeconds >= Self.observedSeconds)
    judgedSeconds = 0
    isWorking = true
    isToBeTold = true
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
    let forecast = forecaster.forecast(clockIsSynchronised: isClockSound)
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
    return body
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
