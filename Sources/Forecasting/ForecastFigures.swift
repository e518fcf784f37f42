/// How well one person's lead events were forecast; nil is undefined.
public struct ForecastFigures: Equatable, Sendable {
  /// The person's pseudonym.
  public let person: String
  /// Lead events judged.
  public let leadEvents: Int
  /// Days judged: scored hours / 24.
  public let days: Double
  /// Area under the receiver operating characteristic.
  public var areaUnderCurve: Double?
  /// By circular shift.
  public var pValue: Double?
  /// By shuffling the intervals.
  public var shuffleValue: Double?
  /// The share of lead events with a warning on.
  public var sensitivity: Double?
  /// The share of time with a warning on.
  public var timeInWarning: Double?
  /// The area under sensitivity against time in warning, over all thresholds.
  public var warningArea: Double?
  /// The probability that warnings at random catch as many events.
  public var chanceSignificance: Double?
  /// The Brier score, and its reliability over the bins: 0 is perfect.
  public var brier: Double?
  public var reliability: Double?
  /// The windows that were judged.
  public var windows: [JudgedWindow] = []
  /// Brier skill against the running rate.
  public var brierSkill: Double?
  /// Brier skill against the 90-day moving average.
  public var brierSkillAgainstNinetyDays: Double?
  /// The reliability diagram.
  public var bins: [BrierScore.Bin] = []
  /// The figures by all events and all observed hours, the gap after an event too: nil where the ones above are.
  /// Clusters make them look better; published forecasters are often judged so.
  public var allEvents: AllEventFigures?
  /// What the EEG's evidence was worth; nil without a model.
  public var evidence: EvidenceFigures?
  /// Whether the gate is open after the last hour.
  public let isEnabled: Bool
  /// Days from the record's start until the gate opened first.
  public let enabledAfterDays: Double?
  /// Why nothing is said, or what the gate said.
  public let reason: String?
}
