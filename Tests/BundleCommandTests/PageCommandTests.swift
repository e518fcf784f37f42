import ArgumentParser
import Configuration
import EventLog
import Foundation
import LogSupport
import Station
import TestSupport
import Testing

@testable import prodrome

/// Commands that write pages, drawings and exports.
@Suite struct PageCommandTests {
  private let boards = SharedData.repository.appending(path: "Boards")

  /// Runs `body` with a folder of its own.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func anExportMakesTheFoldersItNeeds() throws {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let log = try LogFolder(storage.segmentBytes)
    try withFolder { folder in
      for format in ["tsv", "csv", "jsonl", "edf", "bdf", "fhir"] {
        let file = folder.appending(path: "\(format)/deep/export")
        let session = format == "jsonl" || format == "csv" ? [] : ["--session", "1"]
        try LogExportCommand.parse([log.url.path, "--format", format, "--output", file.path] + session).run()
        #expect(FileManager.default.fileExists(atPath: file.path), "\(format)")
      }
    }
    #expect(throws: (any Error).self) { try LogExportCommand.parse([log.url.path, "--format", "tsv", "--marked"]) }
  }

  @Test func aWardsPageIsWrittenAlsoOfBedsThatDoNotAnswer() throws {
    try withFolder { folder in
      let page = folder.appending(path: "ward.html")
      let arguments = ["log@bed-3", "--ssh", "/bin/false", "--once", "--page"]
      #expect(throws: ExitCode(74)) { try WatchCommand.parse(arguments + [page.path]).run() }
      let text = try String(contentsOf: page, encoding: .utf8)
      #expect(text.contains("bed-3: NO CONTACT"))
      let nowhere = folder.appending(path: "gone/ward.html").path
      #expect(throws: ExitCode(74)) { try WatchCommand.parse(arguments + [nowhere]).run() }
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files == ["ward.html"])
    }
  }

  @Test func aDrawingIsWrittenOrRefused() throws {
    try withFolder { folder in
      let drawing = folder.appending(path: "wiring.svg").path
      let board = boards.appending(path: "pieeg-rpi5.toml").path
      try BundleWiringCommand.parse(["--board", board, "--output", drawing]).run()
      let text = try String(contentsOfFile: drawing, encoding: .utf8)
      #expect(text.hasPrefix("<svg "))
      let site = boards.appending(path: "site.toml").path
      #expect(throws: ExitCode(65)) { try BundleWiringCommand.parse(["--board", site, "--output", drawing]).run() }
      #expect(throws: ExitCode(74)) { try BundleWiringCommand.parse(["--board", drawing + "x", "-o", drawing]).run() }
      #expect(throws: ExitCode(74)) {
        try BundleWiringCommand.parse(["--board", board, "--output", folder.appending(path: "a/b").path]).run()
      }
    }
  }

  @Test func whatAReaderAsksForIsListedWithWhatStandsForIt() throws {
    let site = try SiteDescription(at: boards.appending(path: "site.toml").path).keys
    let call = try #require(site.first { $0.key == "alarm.nurse_call_technical_after_seconds" })
    #expect(call.expected == "a whole number from 0 to 600" && call.otherwise == "30")
    #expect(site.first { $0.key == "alarm.firing_hops" }?.otherwise == nil)
    let board = try BoardDescription(at: boards.appending(path: "pieeg-rpi5.toml").path).keys
    #expect(board.first { $0.key == "lines.alarm.fail_safe" }?.expected == "one of \"active\", \"inactive\"")
    #expect(board.first { $0.key == "front_end.chips" }?.otherwise == "\"one\"")
    #expect(board.first { $0.key == "lines.alarm" }?.otherwise == nil)
    #expect(board.first { $0.key == "lines.buzzer" }?.otherwise == "nothing")
  }
}
