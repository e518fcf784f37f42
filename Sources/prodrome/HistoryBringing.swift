import ArgumentParser
import Bundle
import Deployment
import Foundation
import Station
import Text

/// A history on its way to a board, as `deploy` and `setup` have it in common.
struct HistoryBringing {
  let board: RootShell

  /// Looks at the history, brings it there and waits for what the board makes of it.
  ///
  /// - Parameters:
  ///   - path: The history file.
  ///   - force: Whether an alarm that is open or not acknowledged is no reason to wait.
  /// - Returns: What the board says, and why it refuses it; empty where it does not.
  /// - Throws: `ExitCode` after the reason went to standard error.
  func run(_ path: String, force: Bool) throws -> (outcome: HistoryDelivery.Outcome, reason: String) {
    do {
      let before = try SlotUpdate(board, observeSeconds: 0).bedState()
      try check(path, before, SlotShell(board).show(), force)
      let delivery = HistoryDelivery(board)
      try delivery.put(URL(fileURLWithPath: path))
      Console.note("the board starts anew and looks at it")
      let (outcome, told) = try delivery.answer(before: before)
      return (outcome, told?.refusal.word ?? "")
    } catch let refusal as TrialRun.Refusal {
      Console.note("Error: \(refusal); nothing was changed")
      throw BundleCommand.refused
    } catch let fault as PullFault {
      Console.note("Error: \(fault)")
      throw fault.exitCode
    }
  }

  /// Refuses what the board would refuse, before anything is sent.
  private func check(_ path: String, _ before: BedState, _ now: BoardSlots, _ force: Bool) throws {
    if now.trial != nil { throw TrialRun.Refusal("an update is on trial there") }
    if before.isSeizureOpen && !force { throw TrialRun.Refusal("a seizure alarm is open") }
    if now.kept.alarms.isSeizureLatched && !force { throw TrialRun.Refusal("a seizure alarm is not acknowledged") }
    let facts: HistoryFacts
    do {
      let (image, bytes) = try HistoryInput.image(path)
      facts = HistoryFacts(image, bytes: bytes, file: path)
    } catch { throw Console.refusal(path, error) }
    if let person = before.session?.pseudonymText, person != facts.person {
      throw TrialRun.Refusal("\(path) is the history of \(facts.person), and the board watches \(person)")
    }
    guard !now.keys.isEmpty else { return }
    guard let signer = facts.signer else { throw TrialRun.Refusal("\(path) is not signed, and the board trusts keys") }
    guard now.keys.contains(signer) else {
      throw TrialRun.Refusal("the board does not trust the key that signed \(path)")
    }
  }
}

extension HistoryDelivery.Outcome {
  /// Whether the history is read or will be.
  var isGood: Bool { self != .refused && self != .silent }

  /// For people.
  var words: String {
    switch self {
    case .taken: "taken: the board forecasts from it"
    case .reading:
      "it is being read, some minutes for each year of it; prodrome forecast show LOG tells when it is taken"
    case .known: "the board had it already"
    case .waiting: "it is there, and is read once the board's clock is synchronised"
    case .refused: "refused"
    case .silent: "the board has not said what became of it"
    }
  }
}
