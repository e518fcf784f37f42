import Forecast

/// What the forecaster said, hour by hour, about a history it went through forward in time.
public struct ForecastRun: Sendable {
  /// An hour that is scored.
  public struct Hour: Sendable {
    /// Counted from the epoch.
    public let hour: Int64
    /// The forecast probability of a lead event.
    public let probability: Double
    /// The history's own forecast.
    public let historyProbability: Double
    /// With the EEG's evidence, whether or not its gate is open; nil where there is none.
    public let candidate: Double?
    /// The EEG's terms, where there are any.
    public let terms: InlineArray<18, Int8>?
    /// Whether a warning was on: the threshold comes from the person's past.
    public let isWarned: Bool
    /// Whether a lead event came.
    public let isLead: Bool
    /// The running rate an hour, of the scored hours before.
    public let runningRate: Double
    /// The rate an hour over the last 90 days.
    public let ninetyDayRate: Double
    /// Lead events of all hours before.
    public let leadsBefore: Int
  }

  /// The scored hours, in order.
  public let hours: [Hour]
  /// All observed hours, in order, those within the gap after an event too; what they call a lead is any event.
  public let everyHour: [Hour]
  /// The forecaster after the last hour.
  public let forecaster: HazardForecaster
  /// What adds the EEG's evidence after the last hour, and what it knows of the EEG; nil without a source.
  public let evidence: EvidenceForecaster?
  public let baseline: FeatureBaseline
  /// Forecasts of all hours, in order, for those who show them.
  public let forecasts: [Forecast]

  /// Goes through a history.
  ///
  /// - Parameters:
  ///   - history: The person's events.
  ///   - source: The EEG's features and what a model says of them; none with a prediction horizon.
  ///   - predictionHours: The prediction horizon (SPH): each hour's forecast is made so many hours before it begins,
  ///     and knows only what came before then.
  ///   - keepsForecasts: Whether `forecasts` is filled.
  public init(
    _ history: EventHistory, source: EvidenceSource? = nil, predictionHours: Int = 0, keepsForecasts: Bool = false
  ) {
    let range = history.hours ?? 0..<1
    var forecaster = HazardForecaster(firstHour: range.lowerBound)
    var added = EvidenceForecaster()
    var baseline = FeatureBaseline()
    var hours: [Hour] = []
    var everyHour: [Hour] = []
    var forecasts: [Forecast] = []
    var events = history.events[...]
    var observed = (history.observed ?? [range])[...]
    var leads = 0
    var scoredLeads = 0
    var last: Int64?
    var window = RateWindow()
    var earlier = EarlierForecasts(hours: predictionHours)
    for hour in range {
      let forecast = forecaster.forecast(clockIsSynchronised: true)
      let terms = source == nil ? nil : baseline.next
      added.open(
        forecast, evidence: hour < source?.firstHour ?? 0 ? nil : terms.flatMap { source?.evidence?($0) })
      if keepsForecasts { forecasts.append(added.with(forecast)) }
      let told = earlier.next(from: forecaster, now: added.with(forecast))
      let isScored = forecaster.isScored
      let before = leads
      var hasEvent = false
      while let event = events.first, event.second / 3_600 == hour {
        do { try forecaster.noteEvent(atSecond: event.second, weight: event.weight) } catch {
          preconditionFailure("a history's events are in order: \(error)")
        }
        if last.map({ event.second - $0 >= HazardForecaster.gap }) ?? true { leads += 1 }
        last = event.second
        hasEvent = true
        events.removeFirst()
      }
      while let interval = observed.first, interval.upperBound <= hour { observed.removeFirst() }
      let isObserved = observed.first?.contains(hour) ?? false
      func described(isLead: Bool) -> Hour {
        Hour(
          hour: hour, probability: Double(told.probability) / Double(FixedMath.one),
          historyProbability: Double(forecast.probability) / Double(FixedMath.one),
          candidate: added.candidate.map { Double($0) / Double(FixedMath.one) },
          terms: terms, isWarned: told.level == .high, isLead: isLead,
          runningRate: hours.isEmpty ? 0 : Double(scoredLeads) / Double(hours.count),
          ninetyDayRate: window.rate(at: hour), leadsBefore: before)
      }
      if isObserved { everyHour.append(described(isLead: hasEvent)) }
      if isScored && isObserved {
        hours.append(described(isLead: leads > before))
        window.add(hour, isLead: leads > before)
        if leads > before { scoredLeads += 1 }
      }
      added.close(forecaster, observed: isObserved)
      forecaster.finish(observed: isObserved)
      if let source { baseline.endHour(hour, source.features[hour]) }
    }
    self.hours = hours
    self.everyHour = everyHour
    self.forecaster = forecaster
    evidence = source?.evidence == nil ? nil : added
    self.baseline = baseline
    self.forecasts = forecasts
  }

  /// Why the forecast may not be shown after the last hour, or nil: the history's gate is shut, and so is the EEG's.
  public var withheld: NoForecastReason? {
    evidence.map { $0.withheld(forecaster.withheld) } ?? forecaster.withheld
  }
}
