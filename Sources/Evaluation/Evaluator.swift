import Foundation
import Synchronization

/// Runs a detector over a dataset on several threads. Each thread holds one recording's outcome at a time and keeps of
/// it the events and 8 bytes a hop.
public struct Evaluator<Detector: RecordingDetector>: Sendable {
  /// The detector.
  public let detector: Detector
  /// How many threads work.
  public let threads: Int

  /// Creates an evaluator.
  ///
  /// - Parameters:
  ///   - detector: The detector, called from all threads at once.
  ///   - threads: How many; all cores if left out.
  public init(_ detector: Detector, threads: Int = ProcessInfo.processInfo.activeProcessorCount) {
    self.detector = detector
    self.threads = threads
  }

  /// Evaluates a dataset. A recording that fails is in the report, and the others go on.
  ///
  /// - Parameters:
  ///   - dataset: What to run over.
  ///   - progress: Called after each recording, by one thread at a time, in the order in which they finish.
  /// - Returns: The report.
  public func evaluate(
    _ dataset: Dataset, progress: @escaping @Sendable (EvaluationStep) -> Void = { _ in }
  ) -> EvaluationReport {
    let total = dataset.recordings.count
    let done = Mutex((finished: 0, seconds: 0.0))
    let reports = ParallelMap(threads: threads).map(dataset.recordings) { recording in
      let report = RecordingReport(recording, detector: detector)
      done.withLock {
        $0.finished += 1
        $0.seconds += report.outcome?.durationSeconds ?? 0
        progress(EvaluationStep(finished: $0.finished, total: total, seconds: $0.seconds, report: report))
      }
      return report
    }
    return EvaluationReport(detector: detector.name, recordings: reports)
  }
}
