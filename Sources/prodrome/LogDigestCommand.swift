import ArgumentParser
import Foundation
import Station
import Text

/// `prodrome log digest`: the decision digest of a log.
struct LogDigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Print the decision digest of a log.",
    discussion: """
      SHA-256 over kind, length and body of every decision, alarm, evidence and fault record, in order: the same frames \
      give the same digest on every machine, whatever the clocks said.

      Example: prodrome log digest log
               prodrome log digest log --session 2

      Exit codes: 0 fine, 1 the log is not intact (no digest is printed), 64 wrong usage, 65 there is no log or no such \
      session, 74 it cannot be read.
      """
  )

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @Option(help: "Only this session's records, counted from 1; else all.")
  var session: Int?

  @Flag(help: "Write one JSON object.")
  var json = false

  func run() throws {
    try LogCommand.reporting {
      var isIntact = true
      let result = try LogFile(URL(fileURLWithPath: log)).digest(session: session) { finding in
        isIntact = false
        LogCommand.note("\(finding)")
      }
      guard isIntact else { throw ExitCode(1) }
      var object = JSONObject(type: "digest")
      object.set("digest", result.digest.hexadecimal)
      object.set("records", result.records)
      print(json ? object.line : result.digest.hexadecimal)
    }
  }
}
