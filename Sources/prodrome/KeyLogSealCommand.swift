import ArgumentParser
import Foundation
import Station
import Text

/// `prodrome key log-seal`.
struct KeyLogSealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log-seal",
    abstract: "Make the secret that a board's log is sealed and checked with.",
    discussion: """
      Two files: the secret, which stays here and with which `prodrome log verify` checks the board's log, and the board's
      first key, with `.board` added to the name. The board's goes, once, into the folder of its log before its first start,
      as the user that the board runs as (prodrome setup --log-key brings it there), and is then removed here:

      Example: prodrome key log-seal ward3 --output ward3.seal
               scp ward3.seal.board root@board:/var/lib/prodrome/log/seal-0 && rm ward3.seal.board
               prodrome log verify ward3 --seal-key ward3.seal

      The board replaces its key after each seal and forgets the old one: whoever finds it cannot make a seal of any earlier
      moment. Each board has a secret of its own. A secret that is lost cannot be made again: the log can still be read, but
      no longer be authenticated. One that became known is replaced: move the board's log away, and give it a new one.

      Exit codes: 0 made, 64 wrong usage, 74 a file is there already or cannot be written; nothing is ever overwritten.
      """)

  @Argument(help: "The board's name: up to 64 letters, digits, dots and dashes. It is a part of every key.")
  var board: String

  @Option(name: .shortAndLong, help: "The secret's file; by default the board's name with .seal added.")
  var output: String?

  @Flag(help: "Print one JSON object: type, file, board_file, board.")
  var json = false

  func validate() throws {
    guard SealSecret(board: board, seed: [UInt8](repeating: 0, count: 32)) != nil else {
      throw ValidationError("\(board): expected 1 to \(SealSecret.longestName) letters, digits, dots and dashes.")
    }
  }

  func run() throws {
    let file = output ?? "\(board).seal"
    guard let secret = SealSecret(board: board) else { throw ExitCode.validationFailure }
    do throws(SecretFile.Refusal) {
      try secret.write(to: URL(fileURLWithPath: file))
    } catch {
      Console.note("Error: \(error)")
      throw BundleCommand.inputOutput
    }
    Console.note(
      "\(file): the secret; keep it to yourself\n\(file).board: the board's first key; remove it here once there")
    var object = JSONObject(type: "log-seal")
    object.set("file", file)
    object.set("board_file", "\(file).board")
    object.set("board", board)
    print(json ? object.line : file)
  }
}
