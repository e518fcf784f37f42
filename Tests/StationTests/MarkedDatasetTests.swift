import EventLog
import Foundation
import LogSupport
import Recordings
import Station
import Testing

/// A log's alarms as its marks have them, as a dataset. The log's alarm rose at 15 s and fell at 25 s; its EEG reaches
/// from 10 to 27 s.
@Suite struct MarkedDatasetTests {
  private func export(
    _ verdicts: [Mark.Verdict], onset: Double? = nil, end: Double? = nil, of person: String? = nil
  ) throws -> (paths: [String], events: String?, leftOut: [String]) {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let log = try LogFolder(storage.segmentBytes)
    let file = LogFile(log.url)
    let summary = try file.summary()
    let pseudonym = person ?? summary.sessions[0].settings.pseudonymText
    let marks = verdicts.map {
      Mark(
        pseudonym: pseudonym, session: 1, event: 1, verdict: $0, onsetSeconds: onset, endSeconds: end, note: nil,
        author: "A", time: "2026-03-01T07:04:09Z")
    }
    let output = try LogFolder()
    var leftOut: [String] = []
    let paths = try BIDSFolder(file, into: output.url, marks: marks).write(summary) { leftOut.append("\($0): \($1)") }
    let events = try paths.first.map {
      try String(
        contentsOf: output.url.appending(path: $0.replacing("_eeg.edf", with: "_events.tsv")), encoding: .utf8)
    }
    let columns = try JSONSerialization.jsonObject(
      with: Data(contentsOf: output.url.appending(path: "task-monitoring_events.json")))
    #expect(Set(try #require(columns as? [String: [String: String]]).keys) == ["trial_type", "value", "eventType"])
    if let path = paths.first {
      #expect(try RecordingReader(url: output.url.appending(path: path)).header.signals.count == 4)
    }
    return (paths, events, leftOut)
  }

  private static let heading = "onset\tduration\ttrial_type\tvalue\teventType\n"

  @Test func aSeizureIsWhereTheReviewerPutIt() throws {
    let moved = try export([.seizure], onset: 12.5, end: 20)
    #expect(moved.events == Self.heading + "2.500\t7.500\tsz\t1\tsz\n" && moved.leftOut.isEmpty)
    #expect(moved.paths.count == 1 && moved.paths[0].hasSuffix("_ses-01_task-monitoring_run-01_eeg.edf"))
    #expect(try export([.seizure]).events == Self.heading + "5.000\t10.000\tsz\t1\tsz\n")
    // What lies outside the file cannot be annotated in it.
    #expect(try export([.seizure], onset: 3, end: 90).events == Self.heading + "0.000\t17.000\tsz\t1\tsz\n")
  }

  @Test func aFalseAlarmIsARecordingWithoutASeizure() throws {
    #expect(try export([.seizure, .false]).events == Self.heading + "0.000\t17.000\tbckg\t1\tbckg\n")
  }

  @Test(
    arguments: [([], "without a mark"), ([.unsure], "of which the reviewer is unsure")] as [([Mark.Verdict], String)])
  func whatNobodyJudgedIsLeftOutAloud(_ verdicts: [Mark.Verdict], _ words: String) throws {
    let export = try export(verdicts)
    #expect(export.paths.isEmpty && export.leftOut.count == 1 && export.leftOut[0].contains(words))
  }

  @Test func marksOfAnotherPersonOrOutsideTheEEGDoNotCount() throws {
    #expect(try export([.seizure], of: "00").leftOut.first?.contains("without a mark") == true)
    #expect(try export([.seizure], onset: 40, end: 50).leftOut.first?.contains("outside its EEG") == true)
  }
}
