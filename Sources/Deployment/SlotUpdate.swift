import Foundation
import Station

/// Switches a board to its other slot on trial, judges it, and confirms it or goes back. Whatever happens here, the
/// board goes back by itself when nobody confirms.
public struct SlotUpdate: Sendable {
  /// How it ended.
  public enum Outcome: Equatable, Sendable {
    /// The new slot stays.
    case confirmed
    /// The board runs the slot from before; why.
    case undone(String)
  }

  private let slots: SlotShell
  private let board: RootShell
  private let observeSeconds: Int

  /// Seconds between two looks at the board.
  private static let lookSeconds = 3.0
  /// Bytes of the log that are asked for at first, and at each look.
  private static let logBytes = (first: 4 << 20, again: 1 << 18)

  /// Prepares an update.
  ///
  /// - Parameters:
  ///   - board: The way to the board.
  ///   - observeSeconds: How long the new slot's decisions are looked at.
  public init(_ board: RootShell, observeSeconds: Int) {
    self.board = board
    slots = SlotShell(board)
    self.observeSeconds = observeSeconds
  }

  /// The board undoes the switch by itself after so many seconds.
  public var trialSeconds: Int { observeSeconds + 90 }

  /// What the board's log says of the bed now.
  public func bedState() throws(PullFault) -> BedState {
    var state = BedState()
    state.take(try newest(Self.logBytes.first), at: Date())
    return state
  }

  /// Switches to the other slot, judges it and ends the trial.
  ///
  /// - Parameters:
  ///   - before: The bed as it was.
  ///   - note: Takes what happens, for people.
  /// - Returns: How it ended.
  /// - Throws: `PullFault` if the board cannot be reached any more; it then goes back by itself.
  public func run(before: BedState, _ note: (String) -> Void) throws(PullFault) -> Outcome {
    try slots.request("switch \(trialSeconds)")
    note("on trial for \(trialSeconds) s: the board goes back by itself unless it is confirmed")
    let start = ContinuousClock.now
    var judge = TrialJudge(before: before, observeSeconds: Double(observeSeconds))
    while true {
      Thread.sleep(forTimeInterval: Self.lookSeconds)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      do throws(PullFault) {
        let now = try slots.show()
        guard now.trial != nil else { return .undone(now.history.last ?? "the board gave no reason") }
        judge.take(try newest(Self.logBytes.again), seconds: seconds, at: Date())
      } catch {
        // A line that is cut for a moment is no reason; one that stays cut is the board's to judge.
        guard seconds < Double(trialSeconds) else { throw error }
        note("\(error)")
        continue
      }
      switch judge.verdict(seconds: seconds) {
      case .open: continue
      case .good:
        try slots.request("confirm")
        return .confirmed
      case .worse(let reason):
        try slots.request("undo \(RootShell.quoted(reason))")
        return .undone(reason)
      }
    }
  }

  private func newest(_ limit: Int) throws(PullFault) -> NewestRecords? {
    let command = "newest \(limit)"
    do throws(PullFault) {
      let answer = try board.run(
        "\(SlotShell.program) \(command)", name: "prodrome-slots \(command)", limit: limit + 256)
      return try NewestRecords(answer: answer, to: command)
    } catch {
      if case .refused(_, 66, _) = error { return nil }
      throw error
    }
  }
}
