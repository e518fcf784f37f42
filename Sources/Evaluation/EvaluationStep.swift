/// One more recording is done.
public struct EvaluationStep: Sendable {
  /// Recordings done, this one included.
  public let finished: Int
  /// All recordings.
  public let total: Int
  /// Seconds of EEG done.
  public let seconds: Double
  /// What became of this one.
  public let report: RecordingReport
}
