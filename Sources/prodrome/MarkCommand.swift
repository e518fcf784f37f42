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
      counts. With --key they are signed. 'prodrome report' shows them, 'prodrome log export --marked' makes recordings of them to \
      evaluate with and to learn from, and 'prodrome history' and the forecast count by them.

      Example: prodrome mark ward3/log 2 seizure --onset 3605.5 --end 3660 --note "left arm" --by "Dr. A" --key a.key

      Exit codes: 0 marked, 64 wrong usage, 65 there is no such alarm, or a mark or a key is refused, 74 a file cannot be read \
      or written.
      """)

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Argument(help: "The alarm's number in its session.")
  var event: UInt32

  @Argument(help: "seizure, false, or unsure.")
  var verdict: Mark.Verdict

  @Option(help: "The session, counted from 1; needed if there are several.")
  var session: Int?

  @Option(help: "The seizure's onset as seen, in seconds from the session's start.")
  var onset: Double?

  @Option(help: "The seizure's end as seen, likewise.")
  var end: Double?

  @Option(help: "What else there is to say.")
  var note: String?

  @Option(help: "Who says so.")
  var by: String

  @Option(help: "The private key to sign with, made by 'prodrome key new'.", completion: .file(extensions: ["key"]))
  var key: String?

  @Flag(help: "Print the mark as one JSON object.")
  var json = false

  func validate() throws {
    let times = [onset, end].compactMap { $0 }
    guard times.allSatisfy({ $0.isFinite && $0 >= 0 }), onset ?? 0 <= end ?? .infinity else {
      throw ValidationError("--onset and --end: expected seconds from 0 on, the end not before the onset")
    }
    guard !by.isEmpty else { throw ValidationError("--by: expected a name") }
  }

  func run() throws {
    try LogCommand.reporting {
      let file = LogFile(URL(fileURLWithPath: log))
      let chosen = try file.summary().session(session, path: log)
      guard chosen.seizures.contains(where: { $0.number == event }) else {
        let numbers = chosen.seizures.map { "\($0.number)" }.joined(separator: ", ")
        throw LogReadError(
          path: log, found: numbers.isEmpty ? "no seizure alarm" : "seizure alarms \(numbers)",
          expected: "a seizure alarm \(event) in session \(chosen.number)")
      }
      let mark = Mark(
        pseudonym: chosen.settings.pseudonymText, session: chosen.number, event: event, verdict: verdict,
        onsetSeconds: onset, endSeconds: end, note: note, author: by, time: Date.now.formatted(.iso8601))
      try append(mark, to: MarkFile(of: file.url))
      print(json ? mark.json.line : "session \(mark.session), seizure alarm \(event): \(mark.text)")
    }
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
