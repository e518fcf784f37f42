import EventLog
import Foundation
import Station
import Vocabulary

/// Brings a person's history to a board, which reads it at its next start, and finds what it says of it.
public struct HistoryDelivery: Sendable {
  /// What the board says.
  public enum Outcome: String, Sendable {
    /// It is read.
    case taken
    /// It is being read: that goes on beside the watch, some minutes for each year of it.
    case reading
    /// The board knew it already.
    case known
    /// It is there, and waits for a synchronised clock.
    case waiting
    /// It is refused.
    case refused
    /// The board has not said anything yet.
    case silent
  }

  private let board: RootShell
  private static let lookSeconds = 2.0
  /// How long the board has to start anew and to answer.
  private static let patienceSeconds = 60.0

  /// Takes the way to a board.
  public init(_ board: RootShell) {
    self.board = board
  }

  /// Puts the file there; the daemon starts anew.
  ///
  /// - Parameter file: The history.
  /// - Throws: `PullFault`; the history from before is then still whole.
  public func put(_ file: URL) throws(PullFault) {
    let digest = try SlotShell.digest(of: file)
    _ = try board.text(
      "\(SlotShell.program) history \(digest)", name: "prodrome-slots history \(digest)", input: file)
  }

  /// Waits for what the board says of it.
  ///
  /// - Parameter before: The bed before it was put there.
  /// - Returns: What it says, and the record.
  /// - Throws: `PullFault` if the board cannot be reached any more.
  public func answer(before: BedState) throws(PullFault) -> (outcome: Outcome, told: LearnedBody?) {
    let update = SlotUpdate(board, observeSeconds: 0)
    let start = ContinuousClock.now
    var newest: (outcome: Outcome, told: LearnedBody?) = (.silent, nil)
    while (ContinuousClock.now - start) / .seconds(1) < Self.patienceSeconds {
      let now = try update.bedState()
      newest = Self.outcome(now, before: before)
      if newest.outcome != .silent && newest.outcome != .waiting { return newest }
      Thread.sleep(forTimeInterval: Self.lookSeconds)
    }
    return newest
  }

  /// What a bed's newest records say, of a start after those of `before`.
  static func outcome(_ now: BedState, before: BedState) -> (outcome: Outcome, told: LearnedBody?) {
    guard let boot = now.boot?.bootNumber, boot != before.boot?.bootNumber, let told = now.history else {
      return (.silent, nil)
    }
    switch told.cause {
    case .historyTaken: return (.taken, told)
    case .historyBegun: return (.reading, told)
    case .historyKnown: return (.known, told)
    case .historyWaiting: return (.waiting, told)
    case .historyRefused: return (.refused, told)
    case .day, .start: return (.silent, told)
    }
  }
}
