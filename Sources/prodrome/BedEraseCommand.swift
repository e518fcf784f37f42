import ArgumentParser
import Deployment
import Foundation
import Station
import Text

/// `prodrome bed erase`.
struct BedEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase a board's log, such as before the board goes to somebody else.",
    discussion: """
      Without --apply it only says how much there is. With it the service stops, the log's segments, a history that was brought \
      and the checkpoints that stations handed over go, and the service begins a new log: fetch the old one before, and the new \
      one into another folder. That it was erased, when and why, stays in the board's own history (`prodrome rollback --show`).

      What the board learned of a person is erased by `prodrome bed discharge`, which comes first. Until then, and without \
      either, a board keeps its newest `segment_limit` segments, whoever they are of. Free blocks of a card may keep what \
      was erased.

      A sealed log's new one begins with a key of its own: --log-key, made by `prodrome key log-seal`.

      Example: prodrome bed erase pi@bed3.local --reason "goes to ward 5" --log-key ward5.seal.board --apply

      Exit codes: 0 erased, or told what would be, 64 wrong usage, 65 the board's answers make no sense, 74 the board cannot be \
      reached or does not do it (the reason is named), or the key cannot be read.
      """)

  @OptionGroup var remote: RemoteOptions

  @OptionGroup var root: RootOptions

  @Option(help: "Why, at most 100 letters, digits, spaces and .,-; needed with --apply.")
  var reason: String?

  @Option(help: "The new log's first key, for a board that seals.", completion: .file())
  var logKey: String?

  @Flag(help: "Erase; else only tell what would be.")
  var apply = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard !apply || reason != nil else { throw ValidationError("--apply needs --reason.") }
    let isPlain = reason.map { text in
      (1...100).contains(text.count)
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " .,-".contains($0)) }
    }
    guard isPlain ?? true else {
      throw ValidationError("--reason: expected at most 100 letters, digits, spaces and .,-")
    }
  }

  func run() throws {
    let connection = SharedConnection()
    defer { connection.remove() }
    let board = try root.shell(remote, connection)
    do throws(PullFault) {
      let count = try LogErasing(board).segments()
      if apply, let reason { try LogErasing(board).erase(key: logKey.map { URL(fileURLWithPath: $0) }, reason: reason) }
      tell(count)
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
    if apply, let logKey { try? FileManager.default.removeItem(atPath: logKey) }
  }

  private func tell(_ count: Int) {
    guard json else {
      print("\(remote.destination): \(apply ? "erased" : "would erase") a log of \(count) segments")
      if !apply { print("nothing has changed; --apply erases") }
      return
    }
    var object = JSONObject(type: "bed-erase")
    object.set("board", remote.destination)
    object.set("applied", apply)
    object.set("segments", count)
    object.set("reason", reason)
    print(object.line)
  }
}
