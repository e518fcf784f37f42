import Foundation

extension Evaluator where Detector: LearningDetector {
  /// Evaluates a dataset without and with what a person's time in bed teaches the detector.
  ///
  /// Each recording is played as in `evaluate(_:progress:)`, then again after each of the two ways of learning. What a
  /// recording is judged by comes from what lies before it, or from the person's other recordings where no dates tell;
  /// never from itself.
  ///
  /// - Parameters:
  ///   - dataset: What to run over.
  ///   - historyHours: Hours in bed before each recording.
  ///   - progress: Called after each recording, first for the plain way, then for the others.
  /// - Returns: The report, with its history.
  public func evaluate(
    _ dataset: Dataset, historyHours: Double, progress: @escaping @Sendable (EvaluationStep) -> Void = { _ in }
  ) -> EvaluationReport {
    let count = EvaluationCount(total: 2 * dataset.recordings.count, progress: progress)
    let played = ParallelMap(threads: threads).map(dataset.recordings) { recording in
      let played = PlayedCold(recording, detector: detector)
      count.take(played.report)
      return played
    }
    let judged = ParallelMap(threads: threads).map(played) { one in
      let judged = judge(one, among: played, hours: historyHours)
      count.take(judged.report)
      return judged
    }
    let history = HistoryReport(hours: historyHours, entries: judged.compactMap(\.entry))
    return EvaluationReport(detector: detector.name, recordings: judged.map(\.report), history: history)
  }

  /// The three columns of one recording; nil if it was not scored. With it the recording's report: another one if it
  /// could not be played again.
  private func judge(
    _ judged: PlayedCold<Detector>, among all: [PlayedCold<Detector>], hours: Double
  ) -> (entry: HistoryOutcome?, report: RecordingReport) {
    let (recording, report) = (judged.report.recording, judged.report)
    guard let cold = report.tally else { return (nil, report) }
    let (source, before) = judged.before(all)
    guard let heard = judged.heard, let learned = detector.learn(from: before, for: heard, hours: hours) else {
      let entry = HistoryOutcome(
        recording: recording, source: .none, learned: nil, cold: cold, warm: cold, labelled: cold)
      return (entry, report)
    }
    let again = [learned.unlabelled, learned.labelled].map { knowing in
      RecordingReport(recording) { try detector.outcome(of: $0, knowing: knowing) }
    }
    guard let warm = again[0].tally, let labelled = again[1].tally else {
      return (nil, again.first { $0.error != nil } ?? report)
    }
    let entry = HistoryOutcome(
      recording: recording, source: source, learned: learned.withoutLearned, cold: cold, warm: warm, labelled: labelled)
    return (entry, report)
  }
}
