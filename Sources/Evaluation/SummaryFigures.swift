/// The four figures of the field's summary tables, as means over persons with their intervals.
public struct SummaryFigures: Equatable, Sendable, Encodable {
  /// Part of the ictal seconds that lie in detected events.
  public let truePositiveRate: PersonMean
  /// Part of the other seconds that lie outside detected events.
  public let trueNegativeRate: PersonMean
  /// Ictal against non-ictal windows.
  public let areaUnderCurve: PersonMean
  /// Length of the windows, in seconds; nil if nothing was scored.
  public let windowSeconds: Double?

  /// Computes the figures.
  ///
  /// - Parameters:
  ///   - persons: One tally for each person.
  ///   - windowSeconds: Length of the detector's windows.
  init(_ persons: [ScoreTally], windowSeconds: Double?) {
    truePositiveRate = PersonMean(persons.map(\.samples.sensitivity))
    trueNegativeRate = PersonMean(persons.map { $0.samples.falsePositiveShare.map { 1 - $0 } })
    areaUnderCurve = PersonMean(persons.map(\.windows.areaUnderCurve))
    self.windowSeconds = windowSeconds
  }

  private enum CodingKeys: String, CodingKey {
    case truePositiveRate = "true_positive_rate"
    case trueNegativeRate = "true_negative_rate"
    case areaUnderCurve = "window_auc"
    case windowSeconds = "window_s"
  }
}
