/// The result of an evaluation. It depends on the dataset and the detector only, not on the order in which threads
/// finish.
public struct EvaluationReport: Sendable {
  /// The detector's figures over all recordings with a reference.
  public let figures: DetectorFigures
  /// The detector's figures as summary tables have them, with intervals over persons.
  public let summary: SummaryFigures
  /// The figures of the two detectors that know nothing.
  public let baselines: [DetectorFigures]
  /// By person, in order of their names.
  public let subjects: [SubjectReport]
  /// By recording, in order of their paths.
  public let recordings: [RecordingReport]
  /// What these data cannot show, in sentences.
  public let cautions: [String]
  /// The same recordings without and with the person's history, if it was asked for; all other figures are without.
  public let history: HistoryReport?

  /// Puts the recordings together.
  ///
  /// - Parameters:
  ///   - detector: The detector's name.
  ///   - recordings: In the dataset's order.
  ///   - history: The same recordings without and with the person's history.
  public init(detector: String, recordings: [RecordingReport], history: HistoryReport? = nil) {
    self.recordings = recordings
    self.history = history
    let persons = Dictionary(grouping: recordings.filter { $0.tally != nil }, by: \.recording.person)
      .sorted { $0.key < $1.key }
    subjects = persons.map { person, own in
      SubjectReport(
        person, codes: Set(own.map(\.recording.subject)).sorted(), tally: Self.sum(own.compactMap(\.tally)),
        detector: detector)
    }
    figures = DetectorFigures(detector, subjects.map(\.tally))
    summary = SummaryFigures(
      subjects.map(\.tally), windowSeconds: recordings.compactMap { $0.outcome?.windowSeconds }.max())
    baselines = ReferenceDetector.allCases.map { constant in
      let tallies = persons.map { _, own in
        var tally = Self.sum(own.compactMap { $0.tally(of: constant) })
        tally.windows = Self.sum(own.compactMap(\.tally)).windows.levelled
        return tally
      }
      return DetectorFigures(constant.rawValue, tallies)
    }
    cautions = Cautions(recordings).sentences
  }

  /// What was left out of the recordings or decided about them, in sentences behind the recordings' paths.
  public var notes: [String] { SharedSentences.of(recordings) { $0.outcome?.notes ?? [] } }

  /// Recordings that could not be read, or whose annotations could not.
  public var failures: [RecordingReport] { recordings.filter { $0.error != nil } }

  /// Recordings without annotations.
  public var withoutReference: [RecordingReport] {
    recordings.filter { $0.error == nil && $0.recording.eventsURL == nil }
  }

  /// The windows' receiver operating characteristic within each person.
  public var operatingCharacteristic: OperatingCharacteristic {
    let threshold = recordings.lazy.compactMap { $0.outcome?.trace?.threshold }.first
    return OperatingCharacteristic(subjects, threshold: threshold.map(Double.init))
  }

  /// What other settings of the alarm find and cost, in the detector's order; empty if it was not asked for them.
  public var settings: [SettingFigures] {
    let scored = recordings.filter { $0.tally != nil }
    guard let settings = scored.first?.outcome?.alternatives.map(\.setting) else { return [] }
    return settings.enumerated().map { index, setting in
      SettingFigures(setting, scored.map { $0.alternatives[index] })
    }
  }

  private static func sum(_ tallies: [ScoreTally]) -> ScoreTally {
    tallies.reduce(into: ScoreTally()) { $0 += $1 }
  }
}
