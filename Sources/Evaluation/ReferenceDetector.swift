/// The two detectors that know nothing: what they reach on a dataset, every other one reaches for free.
public enum ReferenceDetector: String, CaseIterable, Sendable {
  /// One alarm from the first to the last sample.
  case alwaysOn = "always-on"
  /// Never an alarm.
  case alwaysOff = "always-off"

  /// Its outcome on a recording.
  ///
  /// - Parameter durationSeconds: Length of the recording.
  /// - Returns: An outcome without windows.
  public func outcome(durationSeconds: Double) -> RecordingOutcome {
    switch self {
    case .alwaysOn:
      RecordingOutcome(
        durationSeconds: durationSeconds, events: [.init(Interval(0, durationSeconds))], alarmSeconds: [0],
        windowSeconds: 0)
    case .alwaysOff:
      RecordingOutcome(durationSeconds: durationSeconds, windowSeconds: 0)
    }
  }
}
