import Bundle
import Deployment
import Station
import Vocabulary

/// The bundle that a board runs, held against what the board is to demand from now on.
enum RunningBundle {
  /// Refuses keys and a name by which the board would refuse at its next start what it runs now.
  ///
  /// - Parameters:
  ///   - trust: The keys and the name that the board is to have.
  ///   - board: The way to it.
  /// - Throws: `ExitCode` after the reason went to standard error.
  static func check(by trust: Trust, on board: RootShell) throws {
    let reason: String?
    do throws(PullFault) {
      reason = try refusal(by: trust, on: board)
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
    guard let reason else { return }
    Console.note("Error: \(reason)")
    throw BundleCommand.refused
  }

  /// Whether the board would refuse at its next start what it runs now.
  ///
  /// - Parameters:
  ///   - trust: The keys and the name that the board is to have.
  ///   - board: The way to it.
  /// - Returns: Why, and what to do; nil if it would take it, or if nothing runs there.
  /// - Throws: `PullFault`.
  static func refusal(by trust: Trust, on board: RootShell) throws(PullFault) -> String? {
    let isThere = try !board.text("[ ! -x \(SlotShell.program) ] || echo there", name: "the slots").isEmpty
    guard isThere else { return nil }
    let slots = try SlotShell(board).show()
    guard slots.running != nil else { return nil }
    // The board may yet go back to the slot from before.
    guard slots.trial == nil else { return "an update is on trial there: its end has to be waited for" }
    let bytes = try SlotShell(board).read("board.bundle")
    let verdict = BundleVerifyCommand.Verdict(file: "the bundle that runs there", bytes: bytes, trust: trust)
    guard !verdict.valid else { return nil }
    return """
      \(verdict.text)
      with these keys and this name it would be refused at its next start, and nobody be watched: name its key with \
      --public-key, too, or deploy first what they take
      """
  }
}
