/// The two detectors that know nothing: what they reach on a dataset, every other one reaches for free.
public enum ReferenceDetector: String, CaseIterable, Sendable {
  /// One alarm from the first to the last sample.
  case alwaysOn = "always-on"
  /// Never an alarm.
  case alwaysOff = "always-off"

  /// Its outcome on a recording.
  ///
  /// - Parameter outcome: Another detector's outcome on the same recording, for the duration and the windows.
  /// - Returns: An outcome with the same windows, all scored alike.
  public func outcome(like outcome: RecordingOutcome) -> RecordingOutcome {
    var constant = outcome
    constant.digest = ""
    constant.windows = outcome.windows.map { .init(endSeconds: $0.endSeconds, score: $0.score.map { _ in 0 }) }
    switch self {
    case .alwaysOn:
      constant.events = [.init(Interval(0, outcome.durationSeconds))]
      constant.alarmSeconds = [0]
    case .alwaysOff:
      constant.events = []
      constant.alarmSeconds = []
    }
    return constant
  }
}
