import Evaluation

/// How well the hours with any event were forecast.
public struct AllEventFigures: Equatable, Encodable, Sendable {
  /// Hours with an event.
  public let events: Int
  /// Area under the receiver operating characteristic.
  public let areaUnderCurve: Double?
  /// By circular shift.
  public let pValue: Double
  /// The share of those hours with a warning on.
  public let sensitivity: Double
  /// The share of all observed hours with a warning on.
  public let timeInWarning: Double

  private enum CodingKeys: String, CodingKey {
    case events, sensitivity
    case areaUnderCurve = "auc"
    case pValue = "p_value"
    case timeInWarning = "time_in_warning"
  }

  /// Judges hours; nil where all had an event, or none.
  init?(_ windows: [JudgedWindow]) {
    let positives = windows.filter(\.isLead)
    guard !positives.isEmpty && positives.count < windows.count else { return nil }
    events = positives.count
    areaUnderCurve = RankStatistic.areaUnderCurve(
      positives: positives.map(\.forecast), negatives: windows.filter { !$0.isLead }.map(\.forecast))
    pValue = Surrogates.circularShift(windows)
    sensitivity = Double(positives.count { $0.isWarned }) / Double(positives.count)
    timeInWarning = Double(windows.count { $0.isWarned }) / Double(windows.count)
  }
}
