import ArgumentParser
import Foundation
import Replay
import Report
import Station

/// `prodrome report`: a log as a page for people.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a page with what a log holds: alarms, score and each channel's evidence over time.",
    discussion: """
      The page needs nothing else: no network, no script. Long sessions are drawn in columns that keep what rose highest, and \
      around each seizure alarm once more, hop by hop. A log that is damaged is shown as far as it can be read, with what is \
      wrong.

      Example: prodrome report ward3/log --output ward3.html

      Exit codes: 0 fine, 1 the log is not intact, 64 wrong usage, 65 there is no log, 74 a file cannot be read or written.
      """)

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Option(help: "The HTML file to write.", completion: .file(extensions: ["html"]))
  var output: String

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log))
      var findings: [LogFinding] = []
      let summary = try file.summary { finding in
        if findings.count < Self.mostFindings { findings.append(finding) }
      }
      let page = LogPage(log, summary, findings: findings, traces: try LogTraces(file, summary))
      try Data(page.text.utf8).write(to: URL(fileURLWithPath: output))
      if !summary.isIntact { throw ExitCode(1) }
    }
  }

  /// So many findings are named on the page; all are counted.
  private static let mostFindings = 50
}
