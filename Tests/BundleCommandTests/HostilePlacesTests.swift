import Deployment
import Evaluation
import Forecasting
import Foundation
import LogSupport
import Report
import Station
import Testing
import Text

@testable import prodrome

/// Texts that somebody else chose, through every form in which they are handed on: each form keeps its own structure,
/// whatever the texts are.
@Suite struct HostilePlacesTests {
  /// What a text may try, each as it is.
  private static let texts = [
    "\u{1B}[2J\u{1B}]0;title\u{07}\u{9B}31m", "a\rb", "a\nintact     yes\r\n", "\u{202E}gnp.exe\u{2066}x\u{2069}",
    "=cmd|' /C calc'!A0", "＝1+1", "\"\u{301}, \"x\",\u{301}y", "'\u{301}; touch /tmp/x; '\u{301}$(id)`id`",
    "</script><script>alert(1)</script>", "\" onload=\"x\u{338}", "<\u{338}b>", "nul\0nul", "back\\slash\\\"\u{301}",
    String(decoding: [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80], as: UTF8.self), String(repeating: "long ", count: 20_000),
    "a" + String(repeating: "\u{301}", count: 20_000), "../../\u{301}etc/passwd", "tab\tcell",
  ]

  private func obeyed(_ text: String, but kept: String = "") -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0.isObeyed && !kept.unicodeScalars.contains($0) }
  }

  private func lines(_ text: String) -> Int { text.unicodeScalars.count { $0 == "\n" } }

  /// A bed whose program says a text and fails.
  private func bed(_ text: String) throws -> Bed {
    let folder = try LogFolder()
    let said = folder.url.appending(path: "said")
    try Data(text.utf8).write(to: said)
    let program = try folder.program("ssh", "#!/bin/sh\ncat '\(said.path)' >&2\nexit 1\n")
    var bed = Bed(name: text, destination: "board", program: program.path)
    bed.ask()
    return bed
  }

  @Test(arguments: texts) func aTerminalShowsLinesOfItsWidth(text: String) throws {
    for details in [false, true] {
      let shown = BedView(width: 80, isColoured: false).lines([try bed(text)], details: details)
      for line in shown { #expect(obeyed(line).isEmpty && line.count <= 80) }
      // No text begins a line of its own: but for a bed's first and the clock's, each is set in.
      #expect(shown.dropFirst().allSatisfy { $0.hasPrefix(" ") || $0.hasPrefix("times") }, "\(shown)")
      #expect(details || shown.count == 1)
    }
    var table = TextTable(header: ["person", "hours"])
    table.append([text, "1"])
    #expect(lines(table.text) == 2 && obeyed(table.text, but: "\n").isEmpty)
    let mark = mark(text)
    for line in [
      EvaluationProgress.failure(text, text), "\(LogFinding(file: text, offset: 1, problem: .digest))\n",
      mark.text + "\n",
    ] { #expect(lines(line) == 1 && obeyed(line, but: "\n").isEmpty) }
  }

  @Test(arguments: texts) func aPagesStructureIsItsOwn(text: String) throws {
    func page(_ text: String) throws -> String {
      let bed = try bed(text)
      return WardPage(
        beds: [(bed.name, bed.state)], written: Date(timeIntervalSince1970: 1_750_000_000), turn: 0, everySeconds: 2
      ).text
    }
    let (plain, hostile) = (try page("plain"), try page(text))
    for mark in ["<", ">", "\""] as [Unicode.Scalar] {
      #expect(hostile.unicodeScalars.count { $0 == mark } == plain.unicodeScalars.count { $0 == mark }, "\(mark)")
    }
    #expect(obeyed(hostile, but: "\n\t").isEmpty)
  }

  @Test(arguments: texts) func aMetricsLabelStaysWithinItsQuotes(text: String) throws {
    let bed = try bed(text)
    let lines = BedMetrics.text([bed]).unicodeScalars.split(separator: "\n")
    #expect(lines.count == BedMetrics.text([try self.bed("plain")]).unicodeScalars.count { $0 == "\n" })
    for line in lines where line.first != "#" {
      guard let start = line.firstIndex(of: "\"") else { continue }
      var (label, rest) = (String.UnicodeScalarView(), line[line.index(after: start)...])
      while let scalar = rest.popFirst(), scalar != "\"" {
        label.append(scalar == "\\" ? rest.popFirst() ?? "?" : scalar)
      }
      #expect(Array(label) == Array(text.shown.unicodeScalars))
      #expect(rest.first == "}" || String(rest).hasPrefix(",condition=\""))
    }
  }

  private func mark(_ text: String) -> Mark {
    Mark(
      pseudonym: "000102030405060708090a0b0c0d0e0f", session: 1, event: 1, verdict: .seizure, onsetSeconds: nil,
      endSeconds: nil, note: text, author: text, time: "2026-03-01T07:04:09Z")
  }

  /// A log with an alarm, and what it holds.
  private func overview() throws -> LogOverview {
    let folder = try LogFolder(LogKeeper.log(decisions: 14).segmentBytes)
    return try LogOverview(LogFile(folder.url))
  }

  /// Fields of comma-separated values, by RFC 4180 and byte by byte, as a reader that knows nothing of Unicode.
  private func rows(_ text: String) -> [[String]] {
    var (rows, field, isQuoted, wasQuote): ([[String]], [UInt8], Bool, Bool) = ([[]], [], false, false)
    func take() -> String {
      defer { field = [] }
      return String(decoding: field, as: UTF8.self)
    }
    for byte in text.utf8 {
      if isQuoted, byte != UInt8(ascii: "\"") {
        field.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if wasQuote { field.append(byte) }
        wasQuote = isQuoted
        isQuoted.toggle()
        continue
      case UInt8(ascii: ","): rows[rows.count - 1].append(take())
      case UInt8(ascii: "\n"):
        rows[rows.count - 1].append(take())
        rows.append([])
      case UInt8(ascii: "\r"): break
      default: field.append(byte)
      }
      wasQuote = false
    }
    return rows
  }

  @Test(arguments: texts) func aSpreadsheetGetsRowsOfTextsAndNoFormula(text: String) throws {
    let overview = try overview()
    let table = AlarmsCSV(overview.summary.sessions, overview.history, [mark(text)]).text
    let rows = rows(table)
    #expect(rows.count == 3 && rows[2].isEmpty && rows.prefix(2).allSatisfy { $0.count == AlarmsCSV.columns.count })
    #expect(obeyed(table, but: "\r\n\t").isEmpty)
    for field in rows[1] {
      #expect(field.unicodeScalars.first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(field)")
    }
  }

  /// What is read back from JSON is what was written, on one line without anything to obey.
  @Test(arguments: texts) func jsonIsOneLineAndSaysTheText(text: String) throws {
    let overview = try overview()
    let session = try #require(overview.summary.sessions.first)
    let fhir = FHIRBundle(session, overview.history, [mark(text)]).json.line
    let finding = LogFinding(file: text, offset: 1, problem: .digest).json.line
    for line in [mark(text).json.line, fhir, finding] {
      #expect(obeyed(line).isEmpty && line.utf8.allSatisfy { $0 != 0x0A })
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
      #expect(
        strings(try JSONSerialization.jsonObject(with: Data(line.utf8))).contains { Array($0.utf8) == Array(text.utf8) }
      )
    }
  }

  private func strings(_ value: Any) -> [String] {
    switch value {
    case let text as String: [text]
    case let values as [Any]: values.flatMap(strings)
    case let object as [String: Any]: object.values.flatMap(strings)
    default: []
    }
  }

  /// A word of a board's shell stays one word; no argument holds a zero.
  @Test(arguments: texts.filter { !$0.utf8.contains(0) && $0.utf8.count < 50_000 }) func aShellGetsOneWord(text: String)
    throws
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf %s:%s $# \(RootShell.quoted(text))", "sh"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(Array(said) == Array("0:\(text)".utf8))
  }

  @Test(arguments: texts) func aFilesNameIsOneName(text: String) {
    let name = TermFolder.fileName(text)
    #expect(!name.utf8.contains(UInt8(ascii: "/")) && obeyed(name).isEmpty)
  }
}
