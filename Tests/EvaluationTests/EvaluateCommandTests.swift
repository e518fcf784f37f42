import ArgumentParser
import Configuration
import Foundation
import Testing

@testable import prodrome

@Suite struct EvaluateCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("data/sub-a/eeg/sub-a", duration: 60, seizures: [(10, 20)])
    try Self.recording(seconds: 60).write(to: folder.url.appending(path: "data/sub-a/eeg/sub-a_eeg.edf"))
  }

  /// An EDF file of zeros: one signal of one sample a second.
  private static func recording(seconds: Int) -> Data {
    let fields: [(String, Int)] = [
      ("0", 8), ("X", 80), ("X", 80), ("01.01.00", 8), ("00.00.00", 8), ("512", 8), ("", 44), ("\(seconds)", 8),
      ("1", 8),
      ("1", 4), ("EEG Cz", 16), ("", 80), ("uV", 8), ("-100", 8), ("100", 8), ("-100", 8), ("100", 8), ("", 80),
      ("1", 8),
      ("", 32),
    ]
    let header = fields.map { $0.0.padding(toLength: $0.1, withPad: " ", startingAt: 0) }.joined()
    return Data(header.utf8) + Data(count: 2 * seconds)
  }

  private func run(_ arguments: String...) throws {
    try EvaluateCommand.parse(["--detector", "always-on"] + arguments).run()
  }

  private var data: String { folder.url.appending(path: "data").path }
  private var report: URL { folder.url.appending(path: "report.json") }

  @Test func writesTheReportWhereItIsAsked() throws {
    try run(data, "--json", "--output", report.path)
    let object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: report)) as? [String: Any])
    #expect(object["detector"] as? String == "always-on")
    #expect(object["detected"] as? Int == 1)
    #expect(object["hours"] as? Double == 60.0 / 3600)
  }

  @Test func writesThePageBesideTheJSON() throws {
    let page = folder.url.appending(path: "report.html")
    try run(data, "--json", "--output", report.path, "--report", page.path)
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("always-on") && text.contains("sub-a_eeg.edf"))
    #expect(FileManager.default.fileExists(atPath: report.path))
  }

  @Test func saysWithItsExitCodeThatARecordingFailedAndStillReports() throws {
    try folder.writeRecording("data/sub-a/eeg/sub-a_run-2", duration: 60, seizures: [])
    #expect(throws: ExitCode(65)) { try run(data, "--json", "--output", report.path) }
    let object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: report)) as? [String: Any])
    #expect(object["failed"] as? Int == 1 && object["recordings"] as? Int == 1)
  }

  @Test func tellsABadDatasetFromAReportThatCannotBeWritten() {
    #expect(throws: ExitCode(65)) { try run(data + "/nowhere") }
    #expect(throws: ExitCode(74)) { try run(data, "--json", "--output", data + "/nowhere/report.json") }
    #expect(throws: ExitCode(74)) {
      try run(data, "--json", "--output", report.path, "--report", data + "/nowhere/report.html")
    }
  }

  @Test(arguments: [["--person", "sub-a"], ["--person", "sub-a="], ["--threads", "0"]])
  func refusesOptionsThatMeanNothing(options: [String]) {
    #expect(throws: (any Error).self) { try EvaluateCommand.parse(["--detector", "always-on", "data"] + options) }
  }

  @Test(arguments: [
    ["--gain", "0"], ["--gain", "101"], ["--history", "mine"], ["--history-hours", "0"],
    ["--detector", "always-on", "--history", "own"], ["--detector", "always-off", "--gain", "2"],
  ])
  func refusesHistoriesAndGainsThatMeanNothing(options: [String]) {
    #expect(throws: (any Error).self) { try EvaluateCommand.parse(["data"] + options) }
  }

  @Test func evaluatesInParts() throws {
    try run(data, "--json", "--output", report.path)
    let whole = try Data(contentsOf: report)
    let parts = folder.url.appending(path: "parts").path
    try FileManager.default.createDirectory(atPath: parts, withIntermediateDirectories: true)
    try run(data, "--only", "sub-a", "--part", parts + "/a.part.jsonl")
    try run(data, "--merge", parts, "--json", "--output", report.path)
    #expect(try Data(contentsOf: report) == whole)
    #expect(throws: ExitCode(65)) { try run(data, "--only", "sub-x", "--part", parts + "/x.part.jsonl") }
    #expect(throws: ExitCode(65)) { try run(data, "--merge", data) }
    #expect(throws: ExitCode(74)) { try run(data, "--part", parts + "/nowhere/x.part.jsonl") }
  }

  @Test(arguments: [
    ["--part", "x.json"], ["--part", "x.part.jsonl", "--merge", "parts"], ["--list", "--merge", "parts"],
    ["--part", "x.part.jsonl", "--json"], ["--merge", "parts", "--report", "x.html"],
  ])
  func refusesPartsThatMeanNothing(options: [String]) {
    #expect(throws: (any Error).self) { try EvaluateCommand.parse(["data"] + options) }
    #expect(throws: (any Error).self) { try EvaluateCommand.parse(["data", "--history", "own", "--merge", "parts"]) }
  }

  @Test func judgesWithThePersonsHistory() throws {
    let demo = try DefaultResources().demoRecording
    let own = folder.url.appending(path: "own/sub-a/eeg")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: demo, to: own.appending(path: "sub-a_eeg.edf"))
    try folder.write(TemporaryFolder.header + "10\t40\tsz\tn/a\tn/a\tn/a\t50\n", to: "own/sub-a/eeg/sub-a_events.tsv")
    try EvaluateCommand.parse([
      own.path, "--history", "own", "--history-hours", "1", "--gain", "0.5", "--json", "--output", report.path,
    ]).run()
    let object = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: report)) as? [String: Any])
    let history = try #require(object["history"] as? [String: Any])
    #expect(history["none"] as? Int == 1 && history["hours"] as? Double == 1)
    for key in ["strict_cold", "strict_warm", "strict_labelled"] { #expect(object[key] != nil, "\(key)") }
  }
}
