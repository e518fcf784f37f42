import Evaluation
import Foundation
import Testing

@Suite struct HistoryEvaluationTests {
  private let folder: TemporaryFolder
  private var detector = FakeLearner()

  /// Two persons of 600 s recordings with a seizure from 100 to 140 s each; the second person has one recording only.
  /// Cold finds nothing and alarms once elsewhere, warm finds all, labelled finds all and alarms once elsewhere.
  init() throws {
    folder = try TemporaryFolder()
    for name in ["sub-a/eeg/sub-a_run-1", "sub-a/eeg/sub-a_run-2", "sub-a/eeg/sub-a_run-3", "sub-b/eeg/sub-b_run-1"] {
      try folder.writeRecording(name, duration: 600, seizures: [(100, 40)])
    }
    for (name, start) in [("a_run-1", 300), ("a_run-2", 100), ("a_run-3", 200), ("b_run-1", 7)] {
      detector.outcomes["sub-\(name)_eeg.edf"] = [
        .cold: Self.outcome(start: Int64(start), alarms: [400]),
        .warm: Self.outcome(start: Int64(start), alarms: [110]),
        .labelled: Self.outcome(start: Int64(start), alarms: [105, 400]),
      ]
    }
  }

  private static func outcome(start: Int64?, alarms: [Double]) -> RecordingOutcome {
    var outcome = RecordingOutcome(
      durationSeconds: 600, events: alarms.map { .init(Interval($0, $0 + 10)) }, alarmSeconds: alarms, windowSeconds: 4)
    outcome.startSeconds = start
    return outcome
  }

  private func evaluate(_ detector: FakeLearner, threads: Int = 2) throws -> EvaluationReport {
    try Evaluator(detector, threads: threads).evaluate(Dataset(at: folder.url), historyHours: 48)
  }

  /// The detector if nobody knows when its recordings began.
  private var undated: FakeLearner {
    var undated = detector
    for name in undated.outcomes.keys {
      for way in [FakeLearner.Way.cold, .warm, .labelled] { undated.outcomes[name]?[way]?.startSeconds = 0 }
    }
    undated.expected = [
      "sub-a_run-1_eeg.edf": ["sub-a_run-2_eeg.edf", "sub-a_run-3_eeg.edf"],
      "sub-a_run-2_eeg.edf": ["sub-a_run-1_eeg.edf", "sub-a_run-3_eeg.edf"],
      "sub-a_run-3_eeg.edf": ["sub-a_run-1_eeg.edf", "sub-a_run-2_eeg.edf"],
    ]
    return undated
  }

  @Test func onlyWhatBeganEarlierComesBefore() throws {
    var dated = detector
    dated.expected = [
      "sub-a_run-1_eeg.edf": ["sub-a_run-2_eeg.edf", "sub-a_run-3_eeg.edf"],
      "sub-a_run-3_eeg.edf": ["sub-a_run-2_eeg.edf"],
    ]
    let report = try evaluate(dated)
    let history = try #require(report.history)
    #expect(report.failures.isEmpty)
    #expect(history.entries.map(\.source) == [.earlier, .none, .earlier, .none])
    #expect(history.entries.map { $0.learned?.recordings } == [2, nil, 1, nil])
    #expect(history.warm.detected == 2 && history.warm.falseAlarms == 2)
  }

  @Test func withoutDatesAllOthersComeBefore() throws {
    let report = try evaluate(undated)
    let history = try #require(report.history)
    #expect(report.failures.isEmpty)
    #expect(history.entries.map(\.source) == [.others, .others, .others, .none])
    #expect(history.cold.detected == 0 && history.cold.falseAlarms == 4)
    #expect(history.warm.detected == 3 && history.warm.falseAlarms == 1)
    #expect(history.labelled.detected == 3 && history.labelled.falseAlarms == 4)
    #expect(history.warm.sensitivitySubjectMean == 0.5 && history.warm.latencySecondsMedian == 10)
    #expect(report.figures.strict == history.cold)
  }

  @Test func theReportHasAllColumnsAndSaysWhatTheyAre() throws {
    let report = try evaluate(undated)
    let object = try #require(JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    let strict = try #require(object["strict"] as? [String: Any])
    for (key, detected) in [("strict_cold", 0), ("strict_warm", 3), ("strict_labelled", 3)] {
      let column = try #require(object[key] as? [String: Any])
      #expect(Set(column.keys) == Set(strict.keys) && column["detected"] as? Int == detected)
    }
    let history = try #require(object["history"] as? [String: Any])
    #expect(history["hours"] as? Double == 48 && history["others"] as? Int == 3 && history["none"] as? Int == 1)
    let entries = try #require(history["per_recording"] as? [[String: Any]])
    #expect(entries[0]["warm_steps"] as? Int == -3 && entries[0]["labelled_steps"] as? Int == -5)
    #expect(entries[3]["warm_steps"] is NSNull && entries[3]["source"] as? String == "none")
    #expect(report.text.contains("Of 4 recordings 3 the person's other recordings"))
    #expect(report.text.contains("2.0 % of it lies in seizures"))
  }

  @Test func withoutHistoryNothingOfItIsSaid() throws {
    let report = try Evaluator(detector).evaluate(Dataset(at: folder.url))
    let object = try #require(JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    #expect(object.keys.allSatisfy { $0 != "history" && !$0.hasPrefix("strict_") } && report.history == nil)
    #expect(!report.text.contains("warm"))
  }

  @Test func givesTheSameReportOnAnyNumberOfThreads() throws {
    #expect(try evaluate(undated, threads: 1).json() == evaluate(undated, threads: 5).json())
  }

  @Test func aRecordingThatCannotBePlayedAgainIsAFailure() throws {
    var gone = undated
    gone.outcomes["sub-a_run-3_eeg.edf"]?[.warm] = nil
    let report = try evaluate(gone)
    #expect(report.failures.map(\.error) == ["no warm outcome"])
    #expect(report.history?.entries.count == 3 && report.figures.events.recordings == 3)
  }
}
