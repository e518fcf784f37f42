import Foundation

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
    let count = EvaluationCount(total: dataset.recordings.count, progress: progress)
    let reports = ParallelMap(threads: threads).map(dataset.recordings) { recording in
      let report = RecordingReport(recording) { try detector.outcome(of: $0) }
      count.take(report)
      return report
    }
    return EvaluationReport(detector: detector.name, recordings: reports)
  }
}
