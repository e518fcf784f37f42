import Forecast
import Foundation

/// One person's forecast as people want it: whether it can be done, the risk of the last days and the next, and what it
/// rests on.
public struct ForecastOutlook: Sendable {
  /// The risk of one hour.
  public struct Risk: Sendable {
    /// Hours since the epoch.
    public let hour: Int64
    /// The probability of a lead event.
    public let probability: Double
    /// The level.
    public let level: RiskLevel
    /// Whether the hour is still to come.
    public let isAhead: Bool
    /// Whether an event came.
    public let hasEvent: Bool
  }

  /// A cycle and how strongly lead events keep to it.
  public struct Cycle: Sendable {
    /// Its period in hours.
    public let hours: Double
    /// The resultant length of lead events over its phase, from 0 to 1.
    public let resultant: Double
  }

  /// The person's pseudonym.
  public let person: String
  /// The judge's figures.
  public let figures: ForecastFigures
  /// The risk of the last seven days and the next, hour by hour.
  public let risks: [Risk]
  /// Events of each hour of day.
  public let rose: [Int]
  /// The daily, the weekly and the strongest slower cycle.
  public let cycles: [Cycle]
  /// What the forecast of the coming hour is made of.
  public let shares: RiskShares
  /// What the EEG adds to the coming hour's log-odds, in Q24; nil without a model, 0 where its gate is shut or nothing
  /// is known of the last hour.
  public let evidenceShare: Int64?
  /// What the board's log says of its own forecasts, where the history is a log.
  public var board: BoardForecast?
  /// How far that log can be believed; nil where the history is none.
  public var log: LogStanding?

  /// Goes through a history.
  ///
  /// - Parameters:
  ///   - history: The person's events.
  ///   - source: The EEG's features and what a model says of them.
  public init(_ history: EventHistory, source: EvidenceSource? = nil) {
    let run = ForecastRun(history, source: source, keepsForecasts: true)
    person = history.person
    figures = ForecastJudge.judge(run, person: history.person, horizon: 1)
    let withEvents = Set(history.events.map { $0.second / 3_600 })
    var ahead = run.forecaster
    var added = run.evidence ?? EvidenceForecaster()
    shares = ahead.forecast(clockIsSynchronised: true).shares
    var evidence = run.evidence == nil ? nil : run.baseline.next.flatMap { source?.evidence?($0) }
    added.open(ahead.forecast(clockIsSynchronised: true), evidence: evidence)
    evidenceShare = run.evidence.map { _ in added.share }
    var risks = run.forecasts.suffix(7 * 24).map {
      Risk($0, isAhead: false, hasEvent: withEvents.contains($0.hour))
    }
    for _ in 0..<24 {
      let forecast = ahead.forecast(clockIsSynchronised: true)
      added.open(forecast, evidence: evidence)
      risks.append(Risk(added.with(forecast), isAhead: true, hasEvent: false))
      ahead.finish(observed: false)
      // The EEG tells of the next hour alone.
      evidence = nil
    }
    self.risks = risks
    var rose = [Int](repeating: 0, count: 24)
    for event in history.events { rose[Int(event.second / 3_600 % 24)] += 1 }
    self.rose = rose
    cycles = Self.cycles(of: history)
  }

  /// Whether the person's seizures can be forecast, in plain words.
  public var answer: String {
    if figures.isEnabled {
      return
        "Can these seizures be forecast? Yes: on this person's own past the forecast was better than chance and than the 90-day rate."
    }
    guard figures.areaUnderCurve != nil else {
      return "Can these seizures be forecast? Not yet: \(figures.reason ?? "too little is known")."
    }
    return "Can these seizures be forecast? No: \(figures.reason ?? "nothing was found")."
  }

  private static func cycles(of history: EventHistory) -> [Cycle] {
    var leads: [Double] = []
    var last: Int64?
    for event in history.events {
      if last.map({ event.second - $0 >= HazardForecaster.gap }) ?? true { leads.append(Double(event.second) / 3_600) }
      last = event.second
    }
    func resultant(_ hours: Double) -> Double {
      let sums = leads.reduce((0.0, 0.0)) { sum, time in
        (sum.0 + cos(2 * .pi * time / hours), sum.1 + sin(2 * .pi * time / hours))
      }
      return (sums.0 * sums.0 + sums.1 * sums.1).squareRoot() / Double(max(leads.count, 1))
    }
    var cycles = [24.0, 168].map { Cycle(hours: $0, resultant: resultant($0)) }
    let length = history.hours.map { Double($0.count) } ?? 0
    let slow = (8...91).map { 8_760 / Double($0) }.filter { 2 * $0 <= length }.map {
      Cycle(hours: $0, resultant: resultant($0))
    }
    if let strongest = slow.max(by: { $0.resultant < $1.resultant }) { cycles.append(strongest) }
    return cycles
  }
}

extension ForecastOutlook.Risk {
  fileprivate init(_ forecast: Forecast, isAhead: Bool, hasEvent: Bool) {
    hour = forecast.hour
    probability = Double(forecast.probability) / Double(FixedMath.one)
    level = forecast.level
    self.isAhead = isAhead
    self.hasEvent = hasEvent
  }
}
