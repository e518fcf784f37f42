import Synchronization

/// Counts what is done and tells of it, by one thread at a time.
final class EvaluationCount: Sendable {
  private let total: Int
  private let progress: @Sendable (EvaluationStep) -> Void
  private let done = Mutex((finished: 0, seconds: 0.0))

  init(total: Int, progress: @escaping @Sendable (EvaluationStep) -> Void) {
    self.total = total
    self.progress = progress
  }

  /// One more recording was played.
  func take(_ report: RecordingReport) {
    done.withLock {
      $0.finished += 1
      $0.seconds += report.outcome?.durationSeconds ?? 0
      progress(EvaluationStep(finished: $0.finished, total: total, seconds: $0.seconds, report: report))
    }
  }
}
