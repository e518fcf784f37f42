import Evaluation
import Foundation
import Synchronization
import Testing

@Suite struct EvaluatorTests {
  private let folder: TemporaryFolder
  private var detector = FakeDetector()

  /// Two persons. The first has a found and a missed seizure and a false alarm, the second a seizure without detection.
  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("sub-a/eeg/sub-a_run-1", duration: 1000, seizures: [(100, 40), (500, 20)])
    try folder.writeRecording("sub-a/eeg/sub-a_run-2", duration: 2000, seizures: [])
    try folder.writeRecording("sub-b/eeg/sub-b_run-1", duration: 600, seizures: [(300, 30)])
    detector.outcomes["sub-a_run-1_eeg.edf"] = RecordingOutcome(
      durationSeconds: 1000,
      events: [
        .init(Interval(112, 150), channels: ["F7-T7", "T7-P7"]), .init(Interval(440, 460)), .init(Interval(800, 820)),
      ],
      alarmSeconds: [112, 440, 800], windowSeconds: 4,
      windows: [
        .init(endSeconds: 4, score: 1), .init(endSeconds: 5, score: nil), .init(endSeconds: 110, score: 9),
        .init(endSeconds: 700, score: 10),
      ], gapCount: 1, digest: "ab")
    detector.outcomes["sub-a_run-2_eeg.edf"] = RecordingOutcome(durationSeconds: 2000, windowSeconds: 4)
    detector.outcomes["sub-b_run-1_eeg.edf"] = RecordingOutcome(
      durationSeconds: 600, windowSeconds: 4,
      windows: [.init(endSeconds: 4, score: 1), .init(endSeconds: 320, score: 20)])
  }

  private func evaluate(threads: Int = 2) throws -> EvaluationReport {
    try Evaluator(detector, threads: threads).evaluate(Dataset(at: folder.url))
  }

  private func object(_ report: EvaluationReport) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
  }

  @Test func saysWhatMakesARecordingDoubtful() throws {
    var detector = detector
    detector.outcomes["sub-b_run-1_eeg.edf"]?.cautions = ["no electrode of the 10-10 system was recognised"]
    detector.outcomes["sub-b_run-1_eeg.edf"]?.notes = ["left out (heart): ECG"]
    try folder.write(
      "onset\tduration\teventType\trecordingDuration\n300\t30\tsz\t540\n400\t0\tsz\t540\n",
      to: "sub-b/eeg/sub-b_run-1_events.tsv")
    let report = try Evaluator(detector, threads: 2).evaluate(Dataset(at: folder.url))
    let own = report.cautions.filter { $0.hasPrefix("sub-b/eeg/sub-b_run-1_eeg.edf: ") }
    #expect(own.count == 3)
    #expect(own.contains { $0.contains("recording lasts 540.0 s, the file holds 600.0 s") })
    #expect(own.contains { $0.hasSuffix("no length, which no event can match: at 400.0 s") })
    #expect(own.contains { $0.hasSuffix("no electrode of the 10-10 system was recognised") })
    let recordings = try #require(try object(report)["per_recording"] as? [[String: Any]])
    #expect((recordings[2]["cautions"] as? [String])?.count == 3)
    #expect(recordings[2]["notes"] as? [String] == ["left out (heart): ECG"])
    #expect(report.text.contains("note: sub-b/eeg/sub-b_run-1_eeg.edf: left out (heart): ECG\n"))
  }

  /// What several recordings share is told once, and what a long list leaves out is counted.
  @Test func saysOnceWhatIsLeftOutOfSeveral() throws {
    var detector = detector
    for name in detector.outcomes.keys { detector.outcomes[name]?.notes = ["left out (heart): ECG"] }
    let paths = try evaluate().recordings.filter { $0.outcome != nil }.map(\.recording.path)
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    let shared = try Evaluator(detector, threads: 2).evaluate(Dataset(at: folder.url))
    #expect(shared.notes == ["\(paths.prefix(3).joined(separator: ", "))\(more): left out (heart): ECG"])
    detector.outcomes["sub-b_run-1_eeg.edf"]?.notes = (0..<99).map { "note \($0)" }
    let text = try Evaluator(detector, threads: 2).evaluate(Dataset(at: folder.url)).text
    #expect(text.components(separatedBy: "\nnote: ").count == 62)
    #expect(text.contains("note: and 40 more, which --json has\n"))
  }

  /// A seizure that begins at the recording's end, or less than a second behind it, is in nothing that was played.
  @Test func saysWhichSeizuresLieBehindTheEnd() throws {
    try folder.write(
      "onset\tduration\teventType\n300\t30\tsz\n600.2\t0.5\tsz\n", to: "sub-b/eeg/sub-b_run-1_events.tsv")
    let report = try evaluate()
    #expect(report.cautions.contains { $0.hasSuffix("behind it, and are not counted: at 600.2 s") })
  }

  /// A length that differs by a second or more is told of, longer or shorter, in any row and in the sidecar; what
  /// rounding to whole seconds makes of the file's 600 s is not.
  @Test(arguments: [
    ("599", 1), ("601", 1), ("598.9", 1), ("602", 1), ("599.5", 0), ("600.9", 0), ("600", 0), ("n/a", 0),
  ])
  func aStatedLengthThatDiffersIsToldOf(stated: String, count: Int) throws {
    let name = "sub-b/eeg/sub-b_run-1"
    func told() throws -> [String] {
      try Evaluator(detector, threads: 2).evaluate(Dataset(at: folder.url)).cautions.filter {
        $0.contains("\(name)_eeg.edf") && ($0.contains("which is no rounding") || $0.contains("sidecar"))
      }
    }
    let header = "onset\tduration\teventType\trecordingDuration\n"
    try folder.write(header + "300\t30\tsz\tn/a\n400\t20\tsz\t\(stated)\n", to: "\(name)_events.tsv")
    #expect(try told().count == count)
    try folder.write(header + "300\t30\tsz\t600\n", to: "\(name)_events.tsv")
    #expect(try told().isEmpty)
    let value = stated == "n/a" ? "\"n/a\"" : stated
    try folder.write("{\"TaskName\": \"sz\", \"RecordingDuration\": \(value)}", to: "\(name)_eeg.json")
    #expect(try told().count == count)
    try folder.write("{\"RecordingDuration\": true}", to: "\(name)_eeg.json")
    #expect(try told().first?.hasSuffix("\"RecordingDuration\": found true, expected seconds") == true)
  }

  @Test func givesTheFiguresOfAHandComputedDataset() throws {
    let figures = try evaluate().figures
    let events = figures.events
    #expect(events.subjects == 2 && events.recordings == 3 && events.hours == 1)
    #expect(events.seizures == 3 && events.detected == 1 && events.falseAlarms == 2)
    #expect(events.sensitivity == 1.0 / 3 && events.sensitivitySubjectMean == 0.25)
    // Seizures with their tolerance: 70 to 200, 470 to 580 and 270 to 390 s.
    #expect(events.falseAlarmHours == (3600 - 130 - 110 - 120) / 3600.0)
    #expect(events.falseAlarmsPerHour == 2 / events.falseAlarmHours)
    #expect(abs((events.falseAlarmsPerHourUpper95 ?? 0) * events.falseAlarmHours - 6.2958) < 1e-4)
    // Precision is undefined for the second person; the F1 of the first is 2 / (2 + 2 + 1).
    #expect(events.precision == 1.0 / 3 && events.f1 == 0.2)
    #expect(events.latencySecondsMedian == 12)
    #expect(figures.windowAreaUnderCurve == 0.75 && figures.windowAreaUnderCurveSubjects == 2)
    #expect(figures.windowAreaUnderCurvePooled == 5.0 / 6)
    #expect(figures.nonIctalDetectedShare == 50.0 / 3510)
  }

  @Test func summaryIsTheMeanOverPersonsOfWhatEachSaw() throws {
    let summary = try evaluate().summary
    // 28 of the first person's 60 ictal seconds, none of the second's 30.
    #expect(abs((summary.truePositiveRate.mean ?? 0) - 28.0 / 60 / 2) < 1e-12)
    #expect(abs((summary.trueNegativeRate.mean ?? 0) - (1 - 50.0 / 2940 / 2)) < 0.002)
    #expect(summary.areaUnderCurve.mean == 0.75 && summary.areaUnderCurve.persons == 2)
    #expect(summary.areaUnderCurve.low95 == 0.5 && summary.areaUnderCurve.high95 == 1)
    #expect(summary.windowSeconds == 4)
  }

  @Test func countsStrictlyWithoutAnEarlyStart() throws {
    var early = detector
    early.outcomes["sub-a_run-1_eeg.edf"]?.events[0] = .init(Interval(75, 99))
    early.outcomes["sub-a_run-1_eeg.edf"]?.alarmSeconds[0] = 75
    let figures = try Evaluator(early).evaluate(Dataset(at: folder.url)).figures
    #expect(figures.events.detected == 1 && figures.events.latencySecondsMedian == -25)
    #expect(figures.strict.detected == 0 && figures.strict.falseAlarms == 3)
    #expect(figures.strict.latencySecondsMedian == nil)
    #expect(figures.strict.scorer.contains("toleranceStart 0 s, toleranceEnd 5 s"))
  }

  @Test func givesEveryKeyOfTheContractAndNullForTheUndefined() throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "sub-a"))
    let report = try object(evaluate())
    let contract: Set = [
      "scorer", "subjects", "recordings", "hours", "seizures", "detected", "sensitivity", "sensitivity_subject_mean",
      "false_alarms", "false_alarm_hours", "false_alarms_per_hour", "false_alarms_per_hour_upper95", "precision", "f1",
      "latency_s_median",
    ]
    #expect(contract.isSubset(of: report.keys))
    #expect(contract == Set(try #require(report["strict"] as? [String: Any]).keys))
    for key in ["window_auc", "window_auc_pooled", "per_subject", "per_recording", "baselines", "cautions", "failed"] {
      #expect(report[key] != nil, "\(key)")
    }
    #expect(report["precision"] is NSNull && report["latency_s_median"] is NSNull)
    #expect(report["sensitivity"] as? Double == 0)
  }

  @Test func writesOneLineWithEachRecordingsEventsAndChannels() throws {
    let report = try evaluate()
    let json = try report.json()
    #expect(json.count { $0 == UInt8(ascii: "\n") } == 1 && json.last == UInt8(ascii: "\n"))
    let recordings = try #require(try object(report)["per_recording"] as? [[String: Any]])
    #expect(recordings.map { $0["path"] as? String } == report.recordings.map(\.recording.path))
    let events = try #require(recordings[0]["events"] as? [[String: Any]])
    #expect(events[0]["channels"] as? [String] == ["F7-T7", "T7-P7"])
    #expect(recordings[0]["digest"] as? String == "ab" && recordings[0]["gaps"] as? Int == 1)
    #expect(recordings[0]["windows_without_score"] as? Int == 1)
  }

  @Test func givesTheSameReportOnAnyNumberOfThreads() throws {
    let one = try evaluate(threads: 1)
    let many = try evaluate(threads: 7)
    #expect(try one.json() == many.json())
    #expect(one.text == many.text)
  }

  @Test func reportsWhatFailsAndGoesOn() throws {
    try folder.writeRecording("sub-c/eeg/sub-c_run-1", duration: 60, seizures: [])
    try folder.write("", to: "sub-c/eeg/sub-c_run-2_eeg.edf")
    try folder.write("onset\n", to: "sub-c/eeg/sub-c_run-2_events.tsv")
    let report = try evaluate()
    #expect(
      report.failures.map(\.recording.path) == ["sub-c/eeg/sub-c_run-1_eeg.edf", "sub-c/eeg/sub-c_run-2_eeg.edf"])
    #expect(report.failures[0].error == "found 12 bytes, expected a header of 256")
    #expect(report.failures[1].error?.contains("sub-c_run-2_events.tsv:1: found the columns onset") == true)
    #expect(report.figures.events.subjects == 2 && report.figures.events.recordings == 3)
    #expect(try object(report)["failed"] as? Int == 2)
    #expect(report.text.contains("failed: sub-c/eeg/sub-c_run-1_eeg.edf: found 12 bytes"))
    #expect(report.cautions.contains("2 of 5 recordings failed and are in no figure."))
  }

  @Test func failsARecordingWhoseAnnotationsGoOnAfterItsEnd() throws {
    try folder.writeRecording("sub-b/eeg/sub-b_run-1", duration: 600, seizures: [(590, 30)])
    let error = try #require(try evaluate().failures.first?.error)
    #expect(
      error.hasSuffix(
        "sub-b/eeg/sub-b_run-1_events.tsv:2: found a seizure from 590.0 s to 620.0 s, expected an end within the "
          + "recording, which ends at 600.0 s"))
  }

  @Test func detectsInARecordingWithoutReferenceButDoesNotScoreIt() throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "sub-a/eeg/sub-a_run-1_events.tsv"))
    let report = try evaluate()
    #expect(report.withoutReference.map(\.outcome?.alarmSeconds) == [[112, 440, 800]])
    #expect(report.figures.events.recordings == 2 && report.figures.events.falseAlarms == 0)
    #expect(report.cautions.contains("1 of 3 recordings have no *_events.tsv and are not scored."))
  }

  @Test func setsTheDetectorBesideThoseThatKnowNothing() throws {
    let report = try evaluate()
    let (alwaysOn, alwaysOff) = (report.baselines[0], report.baselines[1])
    #expect(alwaysOn.detector == "always-on" && alwaysOff.detector == "always-off")
    #expect(alwaysOn.events.sensitivity == 1 && alwaysOn.nonIctalDetectedShare == 1)
    #expect(alwaysOff.events.sensitivity == 0 && alwaysOff.nonIctalDetectedShare == 0)
    #expect(alwaysOn.windowAreaUnderCurve == 0.5 && alwaysOff.windowAreaUnderCurve == 0.5)
    #expect(alwaysOn.events.falseAlarms > 0 && alwaysOff.events.falseAlarms == 0)
    #expect(alwaysOn.events.falseAlarmHours == report.figures.events.falseAlarmHours)
  }

  @Test func joinsTheRecordingsOfOnePersonUnderTwoCodes() throws {
    let dataset = try Dataset(at: folder.url, persons: [["sub-a", "sub-b"]])
    let report = Evaluator(detector).evaluate(dataset)
    #expect(report.subjects.map(\.codes) == [["sub-a", "sub-b"]])
    #expect(report.figures.events.subjects == 1 && report.figures.events.sensitivitySubjectMean == 1.0 / 3)
    #expect(report.text.contains("sub-a+sub-b"))
  }

  @Test func warnsWhenTheToleranceCoversAllNonIctalTime() throws {
    #expect(try !evaluate().cautions.contains { $0.contains("cannot separate") })
    try folder.writeRecording("sub-d/eeg/sub-d", duration: 60, seizures: [(10, 30)])
    var clip = FakeDetector()
    clip.outcomes["sub-d_eeg.edf"] = RecordingOutcome(durationSeconds: 60, windowSeconds: 4)
    let report = try Evaluator(clip).evaluate(Dataset(at: folder.url.appending(path: "sub-d")))
    let caution = try #require(report.cautions.first)
    #expect(caution.hasPrefix("All non-ictal time in the recordings with a seizure (1) lies within the tolerance"))
    #expect(caution.contains("always-on, which scores 1 of 1 with 0 false alarms"))
    #expect(report.figures.events.falseAlarmsPerHour == nil)
    #expect(report.text.contains("caution: All non-ictal time"))
  }

  @Test func warnsWhenSeizuresAndQuietTimeComeFromDifferentPeople() throws {
    #expect(try !evaluate().cautions.contains { $0.hasPrefix("Nobody contributes both") })
    try folder.writeRecording("sub-a/eeg/sub-a_run-1", duration: 1000, seizures: [])
    try folder.writeRecording("sub-b/eeg/sub-b_run-1", duration: 600, seizures: [(20, 550)])
    #expect(try evaluate().cautions.contains { $0.hasPrefix("Nobody contributes both") })
  }

  @Test func warnsOfSeizuresThatBeginWithTheFile() throws {
    try folder.writeRecording("sub-b/eeg/sub-b_run-1", duration: 600, seizures: [(2, 550)])
    #expect(try evaluate().cautions.contains { $0.hasPrefix("1 of 3 seizures begin before the first window") })
  }

  @Test func showsBoundsRoundedUp() throws {
    // Two false alarms in 3495 s: 6.2958 / 0.97083 = 6.4849 per hour.
    let text = try evaluate().text
    #expect(text.contains("  6.49  ") && !text.contains("6.48"))
  }

  @Test func reportsProgressOnceForEachRecording() throws {
    let seen = Mutex([Int]())
    let seconds = Mutex(0.0)
    _ = try Evaluator(detector, threads: 3).evaluate(Dataset(at: folder.url)) { progress in
      seen.withLock { $0.append(progress.finished) }
      seconds.withLock { $0 = progress.seconds }
    }
    #expect(seen.withLock { $0 } == [1, 2, 3] && seconds.withLock { $0 } == 3600)
  }
}
