import Evaluation
import Forecast

/// Judges forecasts forward in time, within a person, by lead events.
///
/// Learning takes the first ten lead events; scored are the hours after, but for those within the gap after any event:
/// no lead event can be in them, and knowing that is no skill. Thresholds come from the person's own past.
public enum ForecastJudge {
  /// Lead events before the first that is judged.
  public static let learningLeads = 10
  /// The name of the reference that `brier_skill` stands against.
  public static let reference = "the person's own running rate"

  /// Judges one person.
  ///
  /// - Parameters:
  ///   - history: The person's events.
  ///   - source: The EEG's features and what a model says of them.
  ///   - horizon: Hours that a forecast is for: the occurrence period (SOP).
  ///   - predictionHours: Hours from the forecast to the first that it is for: the prediction horizon (SPH).
  /// - Returns: The figures; nil where there is too little to judge.
  public static func judge(
    _ history: EventHistory, source: EvidenceSource? = nil, horizon: Int = 1, predictionHours: Int = 0
  ) -> ForecastFigures {
    let run = ForecastRun(history, source: source, predictionHours: predictionHours)
    return judge(run, person: history.person, horizon: horizon)
  }

  /// Judges a run.
  static func judge(_ run: ForecastRun, person: String, horizon: Int) -> ForecastFigures {
    let windows = JudgedWindow.windows(of: run, horizon: horizon)
    let leads = windows.count { $0.isLead }
    let withheld = run.withheld
    var figures = ForecastFigures(
      person: person, leadEvents: leads, days: Double(windows.reduce(0) { $0 + $1.hours }) / 24,
      isEnabled: withheld == nil,
      enabledAfterDays: [run.forecaster.gate.openedAfterHours, run.evidence?.gate.openedAfterHours]
        .compactMap { $0 }.min().map { Double($0) / 24 },
      reason: withheld.map { text($0, run.forecaster, judged: leads) })
    figures.evidence = run.evidence.map { EvidenceFigures(run.hours, $0) }
    guard withheld != .tooFewEvents && withheld != .tooShort && leads > 0 && leads < windows.count else {
      return figures
    }
    fill(&figures, windows)
    figures.allEvents = AllEventFigures(JudgedWindow.everyHour(of: run))
    return figures
  }

  /// Computes what can be computed.
  static func fill(_ figures: inout ForecastFigures, _ windows: [JudgedWindow]) {
    let positives = windows.filter(\.isLead)
    figures.areaUnderCurve = RankStatistic.areaUnderCurve(
      positives: positives.map(\.forecast), negatives: windows.filter { !$0.isLead }.map(\.forecast))
    figures.pValue = Surrogates.circularShift(windows)
    figures.shuffleValue = Surrogates.intervalShuffle(windows)
    let caught = positives.count { $0.isWarned }
    let hours = windows.reduce(0) { $0 + $1.hours }
    let warned = Double(windows.reduce(0) { $0 + ($1.isWarned ? $1.hours : 0) }) / Double(hours)
    figures.sensitivity = Double(caught) / Double(positives.count)
    figures.timeInWarning = warned
    // Against all windows, those with events too: the time in warning counts every hour.
    figures.warningArea = RankStatistic.areaUnderCurve(
      positives: positives.map(\.forecast), negatives: windows.map(\.forecast))
    figures.chanceSignificance = ChancePredictor.significance(
      predicted: caught, events: positives.count,
      coverage: ChancePredictor.sensitivity(timeInWarning: warned, warning: 1, preictal: 1))
    let outcomes = windows.map(\.isLead)
    let brier = BrierScore(windows.map(\.forecast), outcomes)
    (figures.brier, figures.reliability, figures.windows) = (brier.score, brier.reliability, windows)
    figures.brierSkill = brier.skill(against: BrierScore(windows.map(\.runningRate), outcomes))
    figures.brierSkillAgainstNinetyDays = brier.skill(against: BrierScore(windows.map(\.ninetyDayRate), outcomes))
    figures.bins = brier.bins
  }

  private static func text(_ reason: NoForecastReason, _ forecaster: HazardForecaster, judged: Int) -> String {
    switch reason {
    case .tooFewEvents:
      "no forecast: \(forecaster.leads / 256) lead events, at least \(HazardForecaster.fewestLeads) are needed"
    case .tooShort:
      "no forecast: \(forecaster.elapsed / 24) days, at least \(HazardForecaster.fewestHours / 24) are needed"
    case .clockNotSynchronised: "no forecast: the clock is not synchronised"
    case .notBetterThanChance:
      "off: not shown to be better than chance and than the 90-day rate on this person's past"
    case .stoppedWorking: "off: it was better than chance, and has not been within the last three months"
    }
  }
}
