import ArgumentParser
import Evaluation
import Foundation
import Recordings
import Station
import Text

/// `prodrome pull`.
struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch boards' logs over SSH, verify them and export what they hold.",
    discussion: """
      Only what is new is fetched; when the line is cut the board is asked again after a while (--retry), and the next pull goes
      on where this one stopped. Every record is checked as it
      arrives, the whole log afterwards: CRCs, sequence, the chain of segments. Then FOLDER/exports has records.jsonl, and for
      each session its alarms as a BIDS events table (TSV) and its EEG clips as EDF+.

      Every byte is kept, damaged ones, too. A segment that came damaged is fetched again, and it is said whether the board's copy
      is damaged, the one here was (it is replaced, and kept under another name), or the line turns bits. Of the segment that is
      still written to, the written part is fetched: the board says that behind it are only zeros.

      Several boards are fetched at once, each into a folder of its own, and a summary ends it. Ports, hosts between and
      keys may stand in ~/.ssh/config.

      Each pull leaves a signed checkpoint of the log in the folder, and is held against the one before: a log that was set back,
      or whose earlier records were written anew, shows in this pull and in every later one.

      The board keeps the last checkpoint, too: the log is held against it, whoever fetches into whatever folder, and where the
      board's log ends before it the board says so itself.

      The board's account has a forced command that knows `list`, `read NAME OFFSET LENGTH`, `written NAME`, `newest LENGTH`,
      `checkpoint NAME WRITTEN`, `checkpoints`, `updates` and `storage`, and nothing else (Tools/board-files/prodrome-log). Nothing it answers is believed unchecked.

      Example: prodrome pull prodrome-log@bedside.local --into ward3/log
               prodrome pull --fleet fleet.toml --into logs
               prodrome pull station@bedside.local --identity ward.key --json | jq 'select(.type == "pull")'

      What `prodrome log erase` took out of the folder is named and does not come back; by whose key it may have been erased is
      for `prodrome log verify` to say.

      With --json: a line of type `segment` for each segment, one of type `finding` for each finding, last one of type
      `pull`, for each bed; after several beds one of type `beds`.

      Exit codes: 0 fetched and intact, 1 fetched but not intact (each problem is named), 64 wrong usage, 65 a board's
      answers make no sense or its log is another one than the folder's, 74 a board cannot be reached or a file cannot be
      written, the time is over (--timeout), or another pull is at work in the folder. Of several beds the highest counts.
      """)

  @OptionGroup var options: FleetOptions

  @Option(help: "Give up after so many seconds; what has come until then is kept.")
  var timeout = 3600

  @Option(help: "How often a board is asked again, in a row without anything new, when its line was cut.")
  var retry = 4

  @Option(help: "How many boards are fetched from at once.")
  var parallel = 8

  @Option(
    help: "The folder for the log, made if it is not there; of several boards, that for their folders.")
  var into: String?

  @Flag(help: "Write JSON lines.")
  var json = false

  func validate() throws {
    guard (1...604_800).contains(timeout) else {
      throw ValidationError("--timeout is \(timeout), expected 1 to 604800 seconds.")
    }
    guard (0...1000).contains(retry) else {
      throw ValidationError("--retry is \(retry), expected 0 to 1000.")
    }
    guard (1...64).contains(parallel) else {
      throw ValidationError("--parallel is \(parallel), expected 1 to 64.")
    }
  }

  func run() throws {
    let places = try options.places()
    if places.count == 1, options.fleet == nil {
      let outcome = pull(places[0], into: URL(fileURLWithPath: into ?? Self.folderName(places[0].name))) { $0.write() }
      if let code = outcome.exitCode { throw code }
      return
    }
    let base = into.map { URL(fileURLWithPath: $0, isDirectory: true) }
    let outcomes = ParallelMap(threads: min(parallel, places.count), stackBytes: 16 << 20).map(places) { place in
      let folder = Self.folderName(place.name)
      let lines = PullLines()
      let outcome = pull(place, into: base?.appending(path: folder) ?? URL(fileURLWithPath: folder)) { lines.add($0) }
      lines.write(heading: json ? nil : "== \(place.name)")
      return outcome
    }
    print(json ? Self.summary(outcomes).line : Self.table(outcomes))
    if let code = outcomes.compactMap(\.exitCode).max(by: { $0.rawValue < $1.rawValue }) { throw code }
  }

  /// Fetches one bed's log; whatever goes wrong is told and ends up in the outcome.
  func pull(_ place: FleetOptions.Place, into folder: URL, _ tell: @escaping (PullLine) -> Void) -> PullOutcome {
    var outcome = PullOutcome(bed: place.name, folder: folder.path)
    let shell = options.shell(place, limitSeconds: timeout)
    do {
      let before = (try? LogFile(folder).summary()) ?? LogSummary()
      // The folder stays locked until its exports are written.
      let pull = try LogPull(ShellLog(shell), into: folder)
      try fetch(pull, tell) { segment in
        outcome.take(segment)
        if json {
          tell(.output(segment.json.line))
        } else if segment.outcome != .known {
          tell(.note(segment.text))
        }
      }
      try finish(folder, before, BoardCheckpoints(shell), &outcome, tell)
      withExtendedLifetime(pull) {}
    } catch let fault as PullFault {
      tell(.note("Error: \(fault)"))
      outcome.fail("\(fault)", fault.exitCode)
    } catch let error as LogReadError {
      tell(.note("Error: \(error)"))
      outcome.fail("\(error)", BundleCommand.badData)
    } catch {
      tell(.note("Error: \(FaultText.of(error))"))
      outcome.fail(FaultText.of(error), BundleCommand.inputOutput)
    }
    return outcome
  }

  /// Fetches what is new, and goes on where the line was cut.
  private func fetch(
    _ pull: LogPull<ShellLog>, _ tell: (PullLine) -> Void, _ report: (PulledSegment) -> Void
  ) throws(PullFault) {
    var reported: Set<String> = []
    var cuts = 0
    while true {
      do throws(PullFault) {
        return try pull.run { segment in
          guard reported.insert(segment.name).inserted else { return }
          if segment.outcome != .known { cuts = 0 }
          report(segment)
        }
      } catch {
        guard case .cut = error, cuts < retry else { throw error }
        let pause = min(0.25 * Double(1 << min(cuts, 7)), 30)
        cuts += 1
        tell(.note("note: \(error); asked again in \(pause) s"))
        Thread.sleep(forTimeInterval: pause)
      }
    }
  }

  private func finish(
    _ folder: URL, _ before: LogSummary, _ board: BoardCheckpoints, _ outcome: inout PullOutcome,
    _ tell: @escaping (PullLine) -> Void
  ) throws {
    let log = LogFile(folder)
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == false else {
      tell(.note("note: the board has no log yet"))
      if json { tell(.output(report(outcome, before, LogSummary(), exports: []))) }
      return
    }
    let show: (LogFinding) -> Void = { tell(.output(json ? $0.json.line : "\($0)")) }
    var summary = try log.summary(show)
    let isIntact = summary.isIntact
    var setBack = try PullCheckpoint(folder).renew(log, isIntact: isIntact).map { [$0] } ?? []
    let mayHandOver = isIntact && setBack.isEmpty && outcome.problems == 0
    setBack += try compare(log, with: board, mayHandOver: mayHandOver, isFirst: before.segments == 0, tell)
    for finding in setBack {
      show(finding)
      summary.take(.finding(finding))
    }
    let exports = try LogExports(log, into: folder.appending(path: "exports")).write(summary) { name, reason in
      tell(.note("note: \(name) is left out: \(reason)"))
    }
    tell(
      .output(
        json ? report(outcome, before, summary, exports: exports) : text(outcome, before, summary, exports: exports)))
    outcome.take(summary, before)
    if let first = setBack.first { outcome.fail("\(first.problem)", BundleCommand.refused) }
  }

  /// Holds the log against the checkpoints that the board keeps, and gives it this one's.
  private func compare(
    _ log: LogFile, with board: BoardCheckpoints, mayHandOver: Bool, isFirst: Bool, _ tell: (PullLine) -> Void
  ) throws -> [LogFinding] {
    do {
      let (findings, notes) = try PullCheckpoint(log.url).exchange(
        with: board, log, mayHandOver: mayHandOver, isFirst: isFirst)
      for text in notes { tell(.note("note: \(text)")) }
      return findings
    } catch let fault as PullFault {
      tell(.note("note: the board's checkpoints: \(fault)"))
      return []
    }
  }

  private func text(
    _ outcome: PullOutcome, _ before: LogSummary, _ summary: LogSummary, exports: [String]
  ) -> String {
    """
    Log \(outcome.folder)
    new        \(summary.records - min(before.records, summary.records)) records, \
    \(summary.seizures - min(before.seizures, summary.seizures)) seizure alarms, \(outcome.bytes) bytes
    \(summary.text(problems: outcome.problems))
    exports    \(exports.map { "exports/\($0)" }.joined(separator: "\n           "))
    """
  }

  private func report(
    _ outcome: PullOutcome, _ before: LogSummary, _ summary: LogSummary, exports: [String]
  ) -> String {
    var object = JSONObject(type: "pull")
    object.set("folder", outcome.folder)
    object.set("intact", summary.isIntact && outcome.problems == 0)
    object.set("new_records", summary.records - min(before.records, summary.records))
    object.set("new_seizure_alarms", summary.seizures - min(before.seizures, summary.seizures))
    object.set("fetched_bytes", outcome.bytes)
    object.set("problems", summary.findings + UInt64(outcome.problems))
    object.set("records", summary.records)
    object.set("seizure_alarms", summary.seizures)
    object.set("exports", exports.map { "exports/\($0)" })
    object.set("erasures", summary.erasures.map(\.json))
    return object.line
  }

  private static func summary(_ outcomes: [PullOutcome]) -> JSONObject {
    var object = JSONObject(type: "beds")
    object.set("whole", outcomes.filter { $0.exitCode == nil }.count)
    object.set(
      "beds",
      outcomes.map { outcome in
        var part = JSONObject()
        part.set("bed", outcome.bed)
        part.set("folder", outcome.folder)
        part.set("whole", outcome.exitCode == nil)
        part.set("failure", outcome.failure)
        part.set("fetched_bytes", outcome.bytes)
        part.set("new_records", outcome.newRecords)
        part.set("erasures", outcome.erasures)
        return part
      })
    return object
  }

  private static func table(_ outcomes: [PullOutcome]) -> String {
    let column = outcomes.map(\.bed.count).max() ?? 0
    let lines = outcomes.map { outcome in
      let name = outcome.bed.padding(toLength: column, withPad: " ", startingAt: 0)
      return "\(name)  \(outcome.failure.map { "NOT WHOLE  \($0)" } ?? "whole      \(outcome.newRecords) new records")"
        + (outcome.erasures > 0 ? ", erased from \(outcome.erasures) times" : "")
    }
    let whole = outcomes.filter { $0.exitCode == nil }.count
    return (lines + ["\(whole) of \(outcomes.count) beds whole"]).joined(separator: "\n")
  }

  /// A folder named after the board: of a destination, whatever may stand in a file's name.
  static func folderName(_ destination: String) -> String {
    let host = FleetOptions.name(of: destination)
    return "log-" + String(host.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" ? $0 : "_" })
  }
}

extension LogSummary {
  /// Seizure alarms of all sessions.
  var seizures: Int { sessions.reduce(0) { $0 + $1.seizures.count } }
}

extension PullFault {
  /// The exit code that tells it.
  var exitCode: ExitCode {
    switch self {
    case .program, .refused, .cut, .gone, .timeOut, .busy, .file: BundleCommand.inputOutput
    case .answer, .otherLog, .endsEarlier: BundleCommand.badData
    case .corrupted: BundleCommand.refused
    }
  }
}
