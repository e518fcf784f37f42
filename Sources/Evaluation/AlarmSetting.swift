/// The two numbers with which a detector's scores become alarms.
public struct AlarmSetting: Equatable, Sendable {
  /// The score of a window from which on it counts, in the unit of `RecordingOutcome.Window.score`.
  public var threshold: Int
  /// The excess over the threshold that windows must add up to before an alarm rises.
  public var accumulatedExcess: Int
  /// The name of an operating point; nil for a step between them.
  public var name: String?

  /// Creates a setting.
  public init(threshold: Int, accumulatedExcess: Int, name: String? = nil) {
    self.threshold = threshold
    self.accumulatedExcess = accumulatedExcess
    self.name = name
  }
}
