import Foundation

/// A stretch of time with one forecast and one outcome; windows of one person do not overlap.
public struct JudgedWindow: Equatable, Sendable {
  /// The forecast probability.
  public let forecast: Double
  /// Whether a warning was on.
  public let isWarned: Bool
  /// Whether a lead event came.
  public let isLead: Bool
  /// The reference forecast: the person's running rate.
  public let runningRate: Double
  /// The reference forecast: the person's 90-day moving average.
  public let ninetyDayRate: Double

  /// Scored hours in it: a lead event ends a window early.
  public let hours: Int

  /// Gathers a window.
  public init(
    forecast: Double, isWarned: Bool, isLead: Bool, runningRate: Double, ninetyDayRate: Double, hours: Int = 1
  ) {
    self.forecast = forecast
    self.isWarned = isWarned
    self.isLead = isLead
    self.runningRate = runningRate
    self.ninetyDayRate = ninetyDayRate
    self.hours = hours
  }

  /// The windows of a run, from the hour after the tenth lead event on. A lead event ends its window: the next begins
  /// once the gap is over, so that each lead event is judged by itself.
  ///
  /// - Parameters:
  ///   - run: The forecaster's hours.
  ///   - horizon: Hours of a window, at least 1: the forecast is that of its first hour, held. Windows in which some
  ///     hour before a lead event is not scored are left out.
  /// - Returns: The windows, in order.
  static func windows(of run: ForecastRun, horizon: Int) -> [JudgedWindow] {
    let judged = run.hours.filter { $0.leadsBefore >= ForecastJudge.learningLeads }
    if horizon == 1 { return judged.map { JudgedWindow([$0], horizon: 1) } }
    var windows: [JudgedWindow] = []
    var index = 0
    while index < judged.count {
      let end = judged[index].hour + Int64(horizon)
      var hours: [ForecastRun.Hour] = []
      while index < judged.count && judged[index].hour < end && hours.last?.isLead != true {
        hours.append(judged[index])
        index += 1
      }
      let isContiguous = zip(hours, hours.dropFirst()).allSatisfy { $0.hour + 1 == $1.hour }
      if isContiguous && (hours.last?.isLead == true || hours.count == horizon) {
        windows.append(JudgedWindow(hours, horizon: horizon))
      }
    }
    return windows
  }

  /// Every observed hour of a run by itself, from the tenth lead event on; the outcome is any event.
  static func everyHour(of run: ForecastRun) -> [JudgedWindow] {
    run.everyHour.filter { $0.leadsBefore >= ForecastJudge.learningLeads }.map { JudgedWindow([$0], horizon: 1) }
  }

  private init(_ hours: [ForecastRun.Hour], horizon: Int) {
    func overall(_ hourly: Double) -> Double { horizon == 1 ? hourly : 1 - pow(1 - hourly, Double(horizon)) }
    self.init(
      forecast: overall(hours[0].probability), isWarned: hours[0].isWarned, isLead: hours.contains { $0.isLead },
      runningRate: overall(hours[0].runningRate), ninetyDayRate: overall(hours[0].ninetyDayRate), hours: hours.count)
  }
}
