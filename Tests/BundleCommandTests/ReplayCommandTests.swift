import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import prodrome

@Suite struct ReplayCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
  private let demo = SharedData.repository.appending(path: "Models/demo/chb01_03.edf")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func run(_ arguments: String...) throws {
    defer { try? FileManager.default.removeItem(at: folder.appending(path: "log")) }
    try ReplayCommand.parse(arguments).run()
  }

  @Test func writesTheAlarmsAsSzCOREWantsThem() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = folder.appending(path: "a_events.tsv")
    try run(demo.path, "--events", table.path)
    let lines = try String(contentsOf: table, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix("onset\tduration\teventType\tconfidence\tchannels\tdateTime\t"))
    let cells = lines[1].split(separator: "\t")
    #expect(cells.count == 7 && cells[2] == "sz" && cells[4].contains("-") && cells[6] == "50.00")
    #expect(throws: ExitCode(74)) { try run(demo.path, "--events", folder.path + "/nowhere/a.tsv") }
    #expect(throws: (any Error).self) { try ReplayCommand.parse(["a.edf", "b.edf", "--events", "c.tsv"]) }
  }

  @Test func aStartInTheYear9999IsNoReasonToStop() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var bytes = try Data(contentsOf: demo)
    bytes.replaceSubrange(
      88..<176,
      with: Data(("Startdate 01-JAN-9999 X X X".padding(toLength: 80, withPad: " ", startingAt: 0) + "01.01.yy").utf8))
    let recording = folder.appending(path: "far.edf")
    try bytes.write(to: recording)
    let table = folder.appending(path: "far.tsv")
    try run(recording.path, "--log", folder.appending(path: "log").path, "--events", table.path)
    #expect(try String(contentsOf: table, encoding: .utf8).contains("\tn/a\t50.00\n"))
  }

  @Test func anUnknownDateIsNotAvailable() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var bytes = try Data(contentsOf: demo)
    bytes.replaceSubrange(88..<184, with: Data("".padding(toLength: 96, withPad: " ", startingAt: 0).utf8))
    let recording = folder.appending(path: "undated.edf")
    try bytes.write(to: recording)
    let table = folder.appending(path: "undated.tsv")
    try run(recording.path, "--events", table.path)
    #expect(try String(contentsOf: table, encoding: .utf8).contains("\tn/a\t50.00\n"))
  }

  /// What a replay cautions of stands in its log, and beside the figures of whoever evaluates the log.
  @Test func theCautionsReachTheEvaluationOfTheLog() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var bytes = try Data(contentsOf: demo)
    // The unit of the first of 24 signals.
    let unit = 256 + 96 * 24
    bytes.replaceSubrange(unit..<unit + 8, with: Data("degC    ".utf8))
    let recording = folder.appending(path: "warm.edf")
    try bytes.write(to: recording)
    let log = folder.appending(path: "log").path
    for _ in 0..<2 { try ReplayCommand.parse([recording.path, "--log", log]).run() }
    let expected = "Session 1, 2: FP1-F7 is an electrode, but its unit degC is no voltage: left out"
    #expect(try LogReview(of: log).cautions.filter { $0.hasPrefix("Session") } == [expected])
  }

  @Test func theStartsOffsetCounts() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let fixtures = SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures")
    // The first data record's own start: so much after the header's.
    for (offset, date) in [("3", "03"), ("2.5", "02.5"), ("0.25", "00.25"), ("4.0000011", "04.000001")] {
      var bytes = try Data(contentsOf: fixtures.appending(path: "gap_in_continuous.edf"))
      let place = try #require(bytes.firstRange(of: Data("+0\u{14}\u{14}".utf8)))
      let stamp = Data("+\(offset)\u{14}\u{14}".utf8)
      bytes.replaceSubrange(place.lowerBound..<place.lowerBound + stamp.count, with: stamp)
      let recording = folder.appending(path: "late.edf")
      try bytes.write(to: recording)
      let table = folder.appending(path: "late.tsv")
      try run(recording.path, "--events", table.path)
      #expect(try String(contentsOf: table, encoding: .utf8).contains("\t2000-01-01 00:00:\(date)\t"))
    }
  }
}
