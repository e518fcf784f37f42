import ArgumentParser
import Foundation
import Recordings
import Station

/// `prodrome pull`.
struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch a board's log over SSH, verify it and export what it holds.",
    discussion: """
      Only what is new is fetched; after a cut the next pull goes on where this one stopped. Every record is checked as it
      arrives, the whole log afterwards: CRCs, sequence, the chain of segments. Then FOLDER/exports has records.jsonl, and for
      each session its alarms as a BIDS events table (TSV) and its EEG clips as EDF+.

      Every byte is kept, damaged ones, too. A segment that came damaged is fetched again, and it is said whether the board's copy
      is damaged, the one here was (it is replaced, and kept under another name), or the line turns bits.

      The board's account has a forced command that knows `list` and `read NAME OFFSET LENGTH` and nothing else
      (Tools/board-files/prodrome-log). Nothing it answers is believed unchecked.

      Example: prodrome pull station@bedside.local --into ward3
               prodrome pull station@bedside.local --identity ward.key --json | jq 'select(.type == "pull")'

      With --json: a line of type `segment` for each segment, one of type `finding` for each finding, last one of type
      `pull`.

      Exit codes: 0 fetched and intact, 1 fetched but not intact (each problem is named), 64 wrong usage, 65 the board's
      answers make no sense or its log is another one than the folder's, 74 the board cannot be reached or a file cannot be
      written, the time is over (--timeout), or another pull is at work in the folder.
      """)

  @OptionGroup var remote: RemoteOptions

  @Option(help: "The folder for the log; made if it is not there. By default named after the board.")
  var into: String?

  @Flag(help: "Write JSON lines.")
  var json = false

  func run() throws {
    let folder = URL(fileURLWithPath: into ?? Self.folderName(remote.destination), isDirectory: true)
    let before = (try? LogFile(folder).summary()) ?? LogSummary()
    var tally = Tally()
    // The folder stays locked until its exports are written.
    let pull = try reporting { () throws(PullFault) in try LogPull(ShellLog(remote.shell), into: folder) }
    try fetch(pull, &tally)
    try LogCommand.reporting { try finish(folder, before, tally) }
    withExtendedLifetime(pull) {}
  }

  /// What came over the wire.
  private struct Tally {
    var bytes = 0
    var problems = 0

    mutating func take(_ segment: PulledSegment) {
      bytes += segment.fetchedBytes
      problems += segment.isProblem ? 1 : 0
    }
  }

  private func fetch(_ pull: LogPull<ShellLog>, _ tally: inout Tally) throws {
    try reporting { () throws(PullFault) in
      try pull.run { segment in
        tally.take(segment)
        if json {
          print(segment.json.json)
        } else if segment.outcome != .known {
          Console.note(segment.text)
        }
      }
    }
  }

  /// Runs `body`; says why nothing can be fetched, and ends with the exit code that tells it.
  private func reporting<Result>(_ body: () throws(PullFault) -> Result) throws -> Result {
    do throws(PullFault) {
      return try body()
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
  }

  private func finish(_ folder: URL, _ before: LogSummary, _ tally: Tally) throws {
    let log = LogFile(folder)
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == false else {
      Console.note("note: the board has no log yet")
      if json { print(report(folder, before, LogSummary(), tally, exports: [])) }
      return
    }
    let summary = try log.summary { print(json ? $0.json.json : "\($0)") }
    let exports = try LogExports(log, into: folder.appending(path: "exports")).write(summary) { name, reason in
      Console.note("note: \(name) is left out: \(reason)")
    }
    print(
      json
        ? report(folder, before, summary, tally, exports: exports)
        : text(folder, before, summary, tally, exports: exports))
    if !summary.isIntact || tally.problems > 0 { throw ExitCode(1) }
  }

  private func text(
    _ folder: URL, _ before: LogSummary, _ summary: LogSummary, _ tally: Tally, exports: [String]
  ) -> String {
    """
    Log \(folder.path)
    new        \(summary.records - min(before.records, summary.records)) records, \
    \(summary.seizures - min(before.seizures, summary.seizures)) seizure alarms, \(tally.bytes) bytes
    \(summary.text(problems: tally.problems))
    exports    \(exports.map { "exports/\($0)" }.joined(separator: "\n           "))
    """
  }

  private func report(
    _ folder: URL, _ before: LogSummary, _ summary: LogSummary, _ tally: Tally, exports: [String]
  ) -> String {
    var object = JSONObject(type: "pull")
    object.set("folder", folder.path)
    object.set("intact", summary.isIntact && tally.problems == 0)
    object.set("new_records", summary.records - min(before.records, summary.records))
    object.set("new_seizure_alarms", summary.seizures - min(before.seizures, summary.seizures))
    object.set("fetched_bytes", tally.bytes)
    object.set("problems", summary.findings + UInt64(tally.problems))
    object.set("records", summary.records)
    object.set("seizure_alarms", summary.seizures)
    object.set("exports", exports.map { "exports/\($0)" })
    return object.json
  }

  /// A folder named after the board: of a destination, whatever may stand in a file's name.
  static func folderName(_ destination: String) -> String {
    let host = destination.split(separator: "@").last.map(String.init) ?? destination
    return "log-" + String(host.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" })
  }
}

extension LogSummary {
  /// Seizure alarms of all sessions.
  fileprivate var seizures: Int { sessions.reduce(0) { $0 + $1.seizures.count } }
}

extension PullFault {
  /// The exit code that tells it.
  var exitCode: ExitCode {
    switch self {
    case .program, .refused, .gone, .timeOut, .busy, .file: BundleCommand.inputOutput
    case .answer, .otherLog: BundleCommand.badData
    case .corrupted: BundleCommand.refused
    }
  }
}
