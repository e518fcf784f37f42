/// A recording played with nothing known of the person, and what the detector keeps of it.
struct PlayedCold<Detector: LearningDetector>: Sendable {
  let report: RecordingReport
  let heard: Detector.Heard?

  init(_ recording: Recording, detector: Detector) {
    var kept: Detector.Heard?
    report = RecordingReport(recording) {
      let (outcome, heard) = try detector.hear($0)
      kept = heard
      return outcome
    }
    heard = kept
  }

  /// What comes before this recording: the person's annotated recordings that began earlier, in order, or all their
  /// others.
  func before(_ all: [PlayedCold]) -> (source: HeardBefore, recordings: [HeardRecording<Detector.Heard>]) {
    let own = all.filter { $0.report.recording.person == report.recording.person && $0.report.tally != nil }
    let starts = own.map(\.report.outcome?.startSeconds)
    let areDated = !starts.contains(nil) && Set(starts).count == starts.count
    let others = own.filter { $0.report.recording != report.recording }
    func heard(_ recordings: [PlayedCold]) -> [HeardRecording<Detector.Heard>] {
      recordings.compactMap { one in one.heard.map { HeardRecording($0, seizures: one.report.seizures) } }
    }
    guard areDated, let start = report.outcome?.startSeconds else { return (.others, heard(others)) }
    let earlier = others.filter { ($0.report.outcome?.startSeconds ?? start) < start }
      .sorted { ($0.report.outcome?.startSeconds ?? 0) < ($1.report.outcome?.startSeconds ?? 0) }
    return (.earlier, heard(earlier))
  }
}
