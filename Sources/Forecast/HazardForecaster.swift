/// Forecasts a person's next lead event hour by hour from the times of the earlier ones, in whole numbers, equal on
/// every processor.
///
/// A lead event is the first after at least the gap without one. The probability of one in an hour, given that the gap
/// is over, has log-odds that are the mean of two sums, weighted by how well each did so far. One is plain: the
/// reference rate and cycles (`ReferenceRate`, `CycleBank`). The other has many terms for hour of day, weekday, time
/// since the last event and recent rates beside the cycles (`ForecastTerms`), whose weights start at no effect with a
/// variance of their own and are learned online. Only what came before an hour enters its forecast.
///
/// Time is local, in seconds since a Monday's midnight. An hour is opened by `begin`, takes events by `noteEvent`, is
/// closed by `close`; then `work` is called until it says that nothing is left: no call takes more than a slice of the
/// hour's work, and the last opens the next hour.
public struct HazardForecaster: Sendable {
  /// Seconds that lead events keep from the one before.
  public static let gap: Int64 = 4 * 3_600
  /// Lead events needed for any forecast.
  public static let fewestLeads: Int64 = 20
  /// Hours needed for any forecast.
  public static let fewestHours: Int64 = 60 * 24
  /// Hours without an event after which how long it was tells nothing more.
  static let longestPause: Int64 = 1_440
  /// How far what came so far decides between the two forecasts, in log-odds, in Q24.
  static let mostTrust: Int64 = 6 << 24

  /// What is left to do in the hour.
  enum Phase: UInt8 {
    /// Events are taken.
    case open
    /// Closed: weights next.
    case weights
    /// Cycles next.
    case cycles
    /// Memories and the gate next.
    case memories
    /// The slower cycles are mixed, slice by slice.
    case mixture
    /// The terms and the forecast next.
    case forecast
  }

  /// The history that the state comes from, as `HistoryImage` tells it; its end is 0 where there was none.
  public internal(set) var history = HistoryMark()
  /// The open hour, counted from the epoch.
  public internal(set) var hour: Int64
  /// The first hour.
  public internal(set) var firstHour: Int64
  /// The second of the last event, or nil.
  public internal(set) var lastEvent: Int64?
  /// Lead events so far, weighted, in Q8.
  public internal(set) var leads: Int64 = 0
  /// Lead events of scored hours, weighted, in Q8.
  public internal(set) var scoredLeads: Int64 = 0
  /// Scored hours.
  public internal(set) var scoredHours: Int64 = 0
  /// Observed hours.
  public internal(set) var observedHours: Int64 = 0
  /// The gate.
  public internal(set) var gate = ForecastGate()
  /// Whether the gap was over when the open hour began: otherwise no lead event can be told apart in it, and it is not
  /// scored.
  public internal(set) var isScored = true

  var phase = Phase.open
  /// The next slice of the mixture.
  var slice = 0
  var isObserved = true
  /// Weighted events of the open hour and lead events among them, in Q8.
  var eventsOfHour: Int64 = 0
  var leadsOfHour: Int64 = 0
  var events: Int64 = 0
  /// Hours since the last hour with an event.
  var pause: Int64 = HazardForecaster.longestPause
  var terms: InlineArray<32, Int32> = InlineArray(repeating: 0)
  /// The forecast by all terms, by the reference rate and cycles alone, and their mixture: the one that is made.
  var detailed = RiskShares()
  var plain = RiskShares()
  var shares = RiskShares()
  /// The log-odds that the first does better than the second, by what both said so far, in Q24.
  var trust: Int64 = 0
  var probability: Int64 = 0
  var ladder = RiskLadder()
  var hazard = HazardWeights()
  var recent: InlineArray<8, RateMemory> = InlineArray(repeating: RateMemory())
  var daily: InlineArray<4, DailyMemory> = InlineArray(repeating: DailyMemory())
  var cycles = CycleBank()
  var reference = ReferenceRate()
  var running = RunningRate()

  /// Starts without a past.
  ///
  /// - Parameter hour: The first hour, counted from the epoch, not negative.
  public init(firstHour hour: Int64) {
    self.hour = hour
    firstHour = hour
    cycles.beginMixture()
    computeForecast()
  }

  /// Hours since the record began.
  public var elapsed: Int64 { hour - firstHour }

  /// Whether `work` has something left.
  public var isWorking: Bool { phase != .open }

  /// Takes an event.
  ///
  /// - Parameters:
  ///   - second: Its time, within the open hour, not before the event that came last.
  ///   - weight: How sure it is that it was one, from 1 to 256 (sure).
  /// - Throws: `EventRefusal`; nothing has changed then.
  public mutating func noteEvent(atSecond second: Int64, weight: Int64 = 256) throws(EventRefusal) {
    guard !isWorking && second >= hour * 3_600 && second < (hour + 1) * 3_600 else {
      throw .outsideHour(second: second, hour: hour)
    }
    if let lastEvent, second < lastEvent { throw .outOfOrder(second: second, last: lastEvent) }
    let held = min(max(weight, 1), 256)
    if lastEvent.map({ second - $0 >= Self.gap }) ?? true { leadsOfHour = min(leadsOfHour + held, 256) }
    eventsOfHour = min(eventsOfHour + held, 255 * 256)
    lastEvent = second
  }

  /// Closes the open hour.
  ///
  /// - Parameter observed: Whether an event would have been seen all through it; else the hour teaches nothing, even
  ///   with an event.
  public mutating func close(observed: Bool) {
    guard !isWorking else { return }
    isObserved = observed
    phase = .weights
  }

  /// Closes the open hour and does all its work: for those who have no tick to keep.
  public mutating func finish(observed: Bool) {
    close(observed: observed)
    while work() {}
  }

  /// The forecast of the open hour, made before it began.
  ///
  /// - Parameter clockIsSynchronised: Whether the wall clock can be trusted.
  /// - Returns: The forecast.
  public func forecast(clockIsSynchronised: Bool) -> Forecast {
    Forecast(
      hour: hour, probability: probability, level: ladder.level, shares: shares,
      withheld: clockIsSynchronised ? withheld : .clockNotSynchronised)
  }

  /// Why no forecast may be shown, or nil.
  public var withheld: NoForecastReason? {
    if leads < Self.fewestLeads << 8 { return .tooFewEvents }
    if elapsed < Self.fewestHours { return .tooShort }
    if gate.isOpen { return nil }
    return gate.stoppedWorking ? .stoppedWorking : .notBetterThanChance
  }
}
