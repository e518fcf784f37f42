import Evaluation
import Foundation
import TestSupport
import Testing

@Suite struct DatasetTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func writeDataset() throws {
    try folder.writeRecording("sub-b/ses-02/eeg/sub-b_ses-02_task-x", duration: 60, seizures: [])
    try folder.writeRecording("sub-b/ses-01/eeg/sub-b_ses-01_task-x", duration: 60, seizures: [])
    try folder.writeRecording("sub-a/eeg/sub-a_task-x", duration: 60, seizures: [])
    try folder.write("", to: "sub-c/eeg/sub-c_task-x_eeg.BDF")
    try folder.write("", to: "sub-c/eeg/sub-c_task-x_channels.edf")
    try folder.write("", to: "sub-c/eeg/.sub-c_task-x_eeg.edf")
    try folder.write("", to: "sub-c/anat/sub-c_task-x_eeg.edf")
    try folder.write("", to: "sourcedata/sub-d/eeg/sub-d_task-x_eeg.edf")
  }

  @Test func findsRecordingsWithAndWithoutSessionsInAFixedOrder() throws {
    try writeDataset()
    let recordings = try Dataset(at: folder.url).recordings
    #expect(
      recordings.map(\.path) == [
        "sub-a/eeg/sub-a_task-x_eeg.edf", "sub-b/ses-01/eeg/sub-b_ses-01_task-x_eeg.edf",
        "sub-b/ses-02/eeg/sub-b_ses-02_task-x_eeg.edf", "sub-c/eeg/sub-c_task-x_eeg.BDF",
      ])
    #expect(recordings.map(\.subject) == ["sub-a", "sub-b", "sub-b", "sub-c"])
    #expect(recordings.map { $0.eventsURL != nil } == [true, true, true, false])
  }

  @Test(arguments: [("sub-b", 2), ("sub-b/ses-01", 1), ("sub-b/ses-01/eeg", 1)])
  func takesAPartOfADataset(path: String, count: Int) throws {
    try writeDataset()
    let recordings = try Dataset(at: folder.url.appending(path: path)).recordings
    #expect(recordings.count == count)
    #expect(recordings.allSatisfy { $0.subject == "sub-b" && $0.eventsURL != nil })
  }

  @Test func takesOneFileOrAFolderOfFilesWithOtherNames() throws {
    let file = try folder.write("", to: "night.edf")
    try folder.write("", to: "night_events.tsv")
    try folder.write("", to: "day.bdf")
    let one = try Dataset(at: file).recordings
    #expect(one.map(\.path) == ["night.edf"] && one[0].subject == "night" && one[0].eventsURL != nil)
    let all = try Dataset(at: folder.url).recordings
    #expect(all.map(\.path) == ["day.bdf", "night.edf"] && all[0].eventsURL == nil)
  }

  @Test func namesWhatIsMissing() throws {
    let path = folder.url.appending(path: "nowhere")
    #expect(throws: DatasetFault.missing(path: path.path)) { try Dataset(at: path) }
    #expect(throws: DatasetFault.empty(path: folder.url.path)) { try Dataset(at: folder.url) }
  }

  @Test func joinsTheCodesOfOnePerson() throws {
    try writeDataset()
    let asked = try Dataset(at: folder.url, persons: [["sub-b", "sub-c"]]).recordings
    #expect(asked.map(\.person) == ["sub-a", "sub-b", "sub-b", "sub-b"])
    #expect(asked.map(\.subject) == ["sub-a", "sub-b", "sub-b", "sub-c"])
    try folder.write("participant_id\tperson\nsub-a\tgirl\nsub-b\tn/a\nsub-c\tgirl\n", to: "participants.tsv")
    #expect(try Dataset(at: folder.url).recordings.map(\.person) == ["girl", "sub-b", "sub-b", "girl"])
  }

  @Test func refusesPersonsThatDoNotFit() throws {
    try writeDataset()
    #expect(throws: DatasetFault.unknownSubject(code: "sub-z", path: folder.url.path)) {
      try Dataset(at: folder.url, persons: [["sub-a", "sub-z"]])
    }
    #expect(throws: DatasetFault.ambiguousPerson(code: "sub-a")) {
      try Dataset(at: folder.url, persons: [["sub-a", "sub-b"], ["sub-c", "sub-a"]])
    }
  }

  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.skipReason)))
  func showsOnTheSeizureClipsThatTheToleranceCoversEverything() throws {
    let dataset = try Dataset(
      at: #require(SharedData.url("chbmit-clips")), persons: [["sub-chb01", "sub-chb21"]])
    let report = Evaluator(
      ConstantDetector(.alwaysOn) { url in
        let name = url.lastPathComponent.replacing("_eeg.edf", with: "_events.tsv")
        let events = try EventsFile(url.deletingLastPathComponent().appending(path: name))
        return try #require(events.recordingDurationSeconds)
      }
    ).evaluate(dataset)
    let events = report.figures.events
    #expect(report.failures.isEmpty)
    #expect(events.subjects == 13 && events.seizures == 139 && events.detected == 139)
    #expect(report.subjects.reduce(0) { $0 + $1.tally.ictalSeconds } == 7684)
    #expect(abs(events.hours * 3600 - 7684 - 5486) < 1)
    #expect(report.recordings.allSatisfy { $0.seizures.isEmpty || $0.tally?.events.score.falsePositives == 0 })
    #expect(report.cautions.contains { $0.hasPrefix("All non-ictal time in the recordings with a seizure (139)") })
    #expect(report.baselines[0].events == events)
  }
}
