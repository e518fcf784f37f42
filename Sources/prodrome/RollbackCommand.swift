import ArgumentParser
import Deployment
import Foundation
import Station
import Text

/// `prodrome rollback`.
struct RollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Go back to what a board ran before the newest update.",
    discussion: """
      The slot from before is switched to on trial, as `prodrome deploy` does with a new one. A bundle whose version counter is lower
      than one that was confirmed and has started since is refused by the board: build it anew with a higher --version-counter.

      Example: prodrome rollback pi@bed3.local
               prodrome rollback pi@bed3.local --show

      Exit codes: 0 confirmed, 1 refused or undone (the reason is named), 64 wrong usage, 65 the board's answers make no sense,
      74 the board cannot be reached.
      """)

  @OptionGroup var remote: RemoteOptions

  @OptionGroup var root: RootOptions

  @Option(help: "Seconds for which the decisions are looked at, 10 to 45.")
  var observe = 40

  @Flag(help: "Also while a seizure alarm is open or not acknowledged, or the front end fails its test.")
  var force = false

  @Flag(help: "Only show what happened to the slots.")
  var show = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (10...45).contains(observe) else {
      throw ValidationError("--observe is \(observe), expected 10 to 45 seconds.")
    }
  }

  func run() throws {
    let connection = SharedConnection()
    defer { connection.remove() }
    let board = try root.shell(remote, connection)
    if show { return try showHistory(board) }
    try TrialRun(board, observeSeconds: observe, json: json).run(force: force) { slots, now in
      guard let running = now.running, now.digests[running.other] != nil else {
        throw TrialRun.Refusal("the board has no other slot to go back to")
      }
      let verdict = BundleVerifyCommand.Verdict(
        file: "the bundle from before", bytes: try slots.readOther("board.bundle"), trust: try now.trust())
      guard verdict.valid else { throw TrialRun.Refusal("the board would refuse it: \(verdict.text)") }
      return true
    }
  }

  private func showHistory(_ board: RootShell) throws {
    do throws(PullFault) {
      let slots = try SlotShell(board).show()
      if json {
        var object = JSONObject(type: "slots")
        object.set("running", slots.running?.rawValue)
        object.set("on_trial", slots.trial != nil)
        object.set("history", slots.history)
        return print(object.line)
      }
      for line in slots.history { print(line) }
      print("running    slot \(slots.running?.rawValue ?? "none")\(slots.trial == nil ? "" : ", on trial")")
    } catch {
      Console.note("Error: \(error)")
      throw error.exitCode
    }
  }
}
