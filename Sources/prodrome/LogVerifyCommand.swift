import ArgumentParser
import Foundation
import Station

/// `prodrome log verify`: whether a log is whole and unchanged.
struct LogVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of a log, and say what it holds.",
    discussion: """
      Checks each record's CRC, the sequence, the chain of segments and their digests, the order of segments, that every \
      body can be read, and that records fit each other: decisions, alarms, clips, acknowledgements and faults. Each finding \
      names the file and the byte. What cannot be found without keys is said with the result.

      Example: prodrome log verify log
               prodrome log verify log --json | jq 'select(.type == "finding")'

      With --json: a line of type `finding` for each finding and last one of type `log`.

      Exit codes: 0 the log is intact, 1 it is not, 64 wrong usage, 65 there is no log in the folder, 74 it cannot be \
      read.
      """
  )

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Flag(help: "Write JSON lines.")
  var json = false

  func run() throws {
    try LogCommand.reporting {
      let summary = try LogFile(URL(fileURLWithPath: log)).summary { finding in
        print(json ? finding.json.json : "\(finding)")
      }
      print(json ? summary.json.json : summary.text)
      if !summary.isIntact { throw ExitCode(1) }
    }
  }
}
