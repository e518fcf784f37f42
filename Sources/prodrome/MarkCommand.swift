import ArgumentParser
import Configuration
import Crypto
import Foundation
import Station
import Vocabulary

/// `prodrome mark`: what a person who looked says of a seizure alarm.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: "Mark a seizure alarm of a pulled log as a seizure, a false alarm, or unsure.",
    discussion: """
      Marks are appended to LOG-marks.jsonl beside the local copy, never to the board's log; of several of one alarm the last \
      signed one counts, or where none is signed the last. With --key they are signed; the report says of each mark whether it is. 'prodrome report' shows them, 'prodrome log export --marked' makes recordings of them to \
      evaluate with and to learn from, and 'prodrome history' and the forecast count by them.

      --onset and --end are times of day as the report shows them (the nearest to the alarm is meant, --time-zone as there), or \
      seconds from the session's start. They lie within the session; a false alarm has none.

      Example: prodrome mark ward3/log 2 seizure --onset 03:12:40 --end 03:13:35 --note "left arm" --by "Dr. A" --key a.key

      Exit codes: 0 marked, 64 wrong usage, 65 there is no such alarm, or a time or a key is refused, 74 a file cannot be read \
      or written.
      """)

  @Argument(help: "The log's folder.", completion: .file())
  var log: String

  @Argument(help: "The alarm's number in its session.")
  var event: UInt32

  @Argument(help: "seizure, false, or unsure.")
  var verdict: Mark.Verdict

  @Option(help: "The session, counted from 1; needed if there are several.")
  var session: Int?

  @Option(help: "The seizure's onset as seen: a time of day, or seconds from the session's start.")
  var onset: String?

  @Option(help: "The seizure's end as seen, likewise.")
  var end: String?

  @Option(help: "The place's time zone, such as Europe/Madrid: whose times of day are meant.")
  var timeZone = "UTC"

  @Option(help: "What else there is to say.")
  var note: String?

  @Option(help: "Who says so.")
  var by: String

  @Option(help: "The private key to sign with, made by 'prodrome key new'.", completion: .file(extensions: ["key"]))
  var key: String?

  @Flag(help: "Print the mark as one JSON object.")
  var json = false

  func validate() throws {
    guard TimeZone(identifier: timeZone) != nil else {
      throw ValidationError("--time-zone: found \(timeZone), expected a name such as Europe/Madrid")
    }
    guard verdict != .false || (onset == nil && end == nil) else {
      throw ValidationError("--onset and --end: found with false, expected with seizure or unsure")
    }
    guard by.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--by: expected a name") }
  }

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log))
      let isSegment = (try? file.url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
      guard !isSegment else {
        throw LogReadError(
          path: log, found: "one segment's file", expected: "the log's folder: its sessions are counted there")
      }
      let overview = try LogOverview(file)
      let chosen = try overview.summary.session(session, path: log)
      guard let alarm = chosen.seizures.first(where: { $0.number == event }) else {
        let numbers = chosen.seizures.map { "\($0.number)" }.joined(separator: ", ")
        throw LogReadError(
          path: log, found: numbers.isEmpty ? "no seizure alarm" : "seizure alarms \(numbers)",
          expected: "a seizure alarm \(event) in session \(chosen.number)")
      }
      let (onset, end) = try times(alarm, in: chosen, overview.history)
      var mark = Mark(
        pseudonym: chosen.settings.pseudonymText, session: chosen.number, event: event, verdict: verdict,
        onsetSeconds: onset, endSeconds: end, note: note, author: by, time: Date.now.formatted(.iso8601))
      let marks = MarkFile(of: file.url)
      try append(mark, to: marks)
      let found = try marks.readable()
      for refusal in found.refusals { Console.note("note: \(refusal)") }
      mark.signer = found.marks.last?.signer
      if mark.signer == nil, let counted = found.marks.latest(of: event, in: chosen), counted.signer != nil {
        Console.note("note: this mark is not signed: the signed one still counts, \(counted.text)")
      }
      print(json ? mark.json.line : "session \(mark.session), seizure alarm \(event): \(mark.text)")
    }
  }

  /// The seizure's onset and end in seconds from the session's start.
  private func times(
    _ alarm: LoggedEvent, in session: LoggedSession, _ history: MonitoringHistory
  ) throws -> (onset: Double?, end: Double?) {
    let clock = history.session(session.number)?.clock(of: .seizure, event: alarm.number) ?? SessionClock()
    let moment = SessionMoment(
      clock: clock, alarmSeconds: alarm.onsetSeconds, zone: TimeZone(identifier: timeZone) ?? .gmt,
      durationSeconds: session.durationSeconds)
    func seconds(_ text: String?, _ option: String) throws -> Double? {
      do { return try text.map { try moment.seconds($0) } } catch { throw Console.refusal(option, error) }
    }
    let (onset, end) = (try seconds(onset, "--onset"), try seconds(end, "--end"))
    guard onset ?? 0 <= end ?? .infinity else {
      Console.note("Error: --end: found before the onset, expected the onset or after")
      throw ExitCode(65)
    }
    return (onset, end)
  }

  private func append(_ mark: Mark, to file: MarkFile) throws {
    do {
      try file.append(mark, signedBy: try key.map { try KeyFile.read($0) })
    } catch let error as CocoaError {
      throw error
    } catch let error as UnreadableFile {
      Console.note("Error: \(error)")
      throw BundleCommand.inputOutput
    } catch {
      throw Console.refusal(file.url.path, error)
    }
  }
}

extension Mark.Verdict: ExpressibleByArgument {}
