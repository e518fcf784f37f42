import ArgumentParser
import Bundle
import Foundation
import Station
import Text

/// `prodrome log verify`: whether a log is whole and unchanged.
struct LogVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every byte of a log, and say what it holds.",
    discussion: """
      Checks each record's CRC, the sequence, the chain of segments and their digests, the order of segments, that every \
      body can be read, and that records fit each other: decisions, alarms, clips, acknowledgements and faults. Each finding \
      names the file and the byte.

      With --seal-key it checks the seals, too: then nothing that was sealed can have been altered, dropped, moved or put in
      by anyone but who has that secret, not even with the key that is on the board now. Records behind the newest seal, at
      most a flush's worth, are counted. A log that nothing vouches for is never called intact without saying so.

      A log that begins later than with its first record says so: its oldest segments were dropped to keep its size, or somebody
      took them away, and nothing in the log tells which. Who knows from an earlier pull, checkpoint or proof with which record it
      has to begin says it with --begins-with; else a log whose seals are checked ends with exit code 4.

      What `prodrome log erase` took out is named: by whom, when, why and which records. Whose erasures are taken is said with
      --erased-by; without it, or with another's erasure in the log, nobody says that it had to go: exit code 3.

      Example: prodrome log verify ward3 --seal-key ward3.seal
               prodrome log verify ward3 --seal-key ward3.seal --erased-by steward.key.pub
               prodrome log verify log --json | jq 'select(.type == "finding")'

      With --json: a line of type `finding` for each finding and last one of type `log`.

      Exit codes: 0 the log is intact and authenticated, 1 it is not intact, 2 nothing is wrong with it but it is not
      authenticated (0 with --allow-unauthenticated), 3 the same or authenticated, but records were erased by somebody whom \
      --erased-by does not name, 4 authenticated, but it begins later than with its first record and than --begins-with says, 64 wrong usage, 65 there is no log in the folder, 74 it, or the
      secret, cannot be read.
      """
  )

  @Argument(help: "The log's folder, or one segment's file.", completion: .file())
  var log: String

  @OptionGroup var seal: SealOption

  @Option(help: "A public key, its file or 64 hexadecimal digits, whose erasures are taken; again for each other.")
  var erasedBy: [String] = []

  @Option(help: "The record that the log has to begin with, or an earlier one, as an earlier pull or proof showed.")
  var beginsWith: UInt64 = 1

  @Flag(help: "Take a log that is intact but that nothing vouches for: exit code 0.")
  var allowUnauthenticated = false

  @Flag(help: "Write JSON lines.")
  var json = false

  func run() throws {
    try LogCommand.reporting {
      var trust = Trust()
      for text in erasedBy { try trust.appendKeys(fileOrDigits: text) }
      let stewards = (0..<trust.keyCount).map { trust.keys[$0].hexadecimal }
      let summary = try LogFile(URL(fileURLWithPath: log), secret: seal.secret()).summary { finding in
        print(json ? finding.json.line : "\(finding)")
      }
      print(json ? summary.json.line : summary.text)
      if !summary.isIntact { throw ExitCode(1) }
      if !summary.erasures.allSatisfy({ stewards.contains($0.signer) }) { throw ExitCode(3) }
      if !summary.isAuthenticated && !allowUnauthenticated { throw ExitCode(2) }
      if summary.isAuthenticated && !summary.hasBeginning && summary.firstSequence > beginsWith { throw ExitCode(4) }
    }
  }
}
