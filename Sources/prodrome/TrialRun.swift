import ArgumentParser
import Deployment
import Foundation
import Station
import Text

/// A switch of a board's slots from its first question to its end, as `deploy` and `rollback` have it in common.
struct TrialRun {
  /// Why a switch is not even tried.
  struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
      self.description = description
    }
  }

  private let board: RootShell
  private let observeSeconds: Int
  private let json: Bool

  init(_ board: RootShell, observeSeconds: Int, json: Bool) {
    self.board = board
    self.observeSeconds = observeSeconds
    self.json = json
  }

  /// Runs it.
  ///
  /// - Parameters:
  ///   - force: Whether an alarm that is open or not acknowledged is no reason to wait, and a front end that fails its
  ///     test none to go back.
  ///   - prepare: Makes the other slot ready; false if there is nothing to switch to.
  /// - Throws: `ExitCode` after the reason went to standard error.
  func run(force: Bool, _ prepare: (SlotShell, BoardSlots) throws -> Bool) throws {
    let slots = SlotShell(board)
    let update = SlotUpdate(board, observeSeconds: observeSeconds)
    do {
      let now = try slots.show()
      if now.trial != nil { throw Refusal("an update is on trial there") }
      let before = try update.bedState()
      try refuse(now, before, force)
      guard try prepare(slots, now) else { return conclude(.confirmed, "it runs there already") }
      if !force { try waitForEvent(slots, update) }
      // Of now: what was known before an event ended, or files were carried over, is not the minute before the switch.
      let minute = try update.bedState()
      switch try update.run(before: minute, forgivesTest: force, Console.note) {
      case .confirmed: conclude(.confirmed, "")
      case .undone(let reason):
        conclude(.undone(reason), reason)
        throw BundleCommand.refused
      }
    } catch let refusal as Refusal {
      Console.note("Error: \(refusal); nothing was changed")
      if json { print(object("refused", refusal.description).line) }
      throw BundleCommand.refused
    } catch let fault as PullFault {
      Console.note("Error: \(fault)")
      throw fault.exitCode
    }
  }

  /// Waits for the end of a seizure event that has begun since the first question.
  private func waitForEvent(_ slots: SlotShell, _ update: SlotUpdate) throws {
    if try !update.waitForEvent(Console.note) { throw Refusal("the seizure event goes on") }
    try refuse(slots.show(), try update.bedState(), false)
  }

  private func refuse(_ now: BoardSlots, _ before: BedState, _ force: Bool) throws {
    guard !force else { return }
    if before.isSeizureOpen { throw Refusal("a seizure alarm is open") }
    if now.kept.alarms.isSeizureLatched { throw Refusal("a seizure alarm is not acknowledged") }
  }

  private func conclude(_ outcome: SlotUpdate.Outcome, _ reason: String) {
    let isConfirmed = outcome == .confirmed
    guard json else {
      return print(isConfirmed ? "confirmed\(reason.isEmpty ? "" : ": \(reason)")" : "undone: \(reason)")
    }
    print(object(isConfirmed ? "confirmed" : "undone", reason).line)
  }

  private func object(_ outcome: String, _ reason: String) -> JSONObject {
    var object = JSONObject(type: "update")
    object.set("outcome", outcome)
    object.set("reason", reason)
    return object
  }
}
