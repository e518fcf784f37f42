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
  private let observeSeconds: Int

  /// Seconds between two looks at the board.
  private static let lookSeconds = 3.0
  /// How long an open event is waited for before a switch.
  private static let eventSeconds = 1800
  /// Bytes of the log that are asked for at first, and at each look.
  private static let logBytes = (first: 4 << 20, again: 1 << 18)

  /// Prepares an update.
  ///
  /// - Parameters:
  ///   - board: The way to the board.
  ///   - observeSeconds: How long the new slot's decisions are looked at.
  public init(_ board: RootShell, observeSeconds: Int) {
    slots = SlotShell(board)
    self.observeSeconds = observeSeconds
  }

  /// The board undoes the switch by itself after so many seconds.
  public var trialSeconds: Int { observeSeconds + 90 }

  /// Waits until a window was judged, for so many seconds by the board's clock, which may be a slow one's; a board at
  /// which nobody is connected says after a while why it cannot.
  ///
  /// - Parameter limit: The seconds.
  /// - Returns: The bed as it is then.
  /// - Throws: `PullFault` if the board cannot be reached any more.
  public func firstWindow(within limit: Double) throws(PullFault) -> BedState {
    let start = ContinuousClock.now
    var first: Double?
    while true {
      let hereSeconds = (ContinuousClock.now - start) / .seconds(1)
      do throws(PullFault) {
        let state = try bedState()
        let begun = first ?? state.uptimeSeconds
        first = begun > 0 ? begun : nil
        // A board without a log has told no time yet, and one that started anew has a new one.
        let seconds = begun > 0 && state.uptimeSeconds >= begun ? state.uptimeSeconds - begun : hereSeconds
        if state.judgedHops > 0 || seconds > limit { return state }
      } catch {
        guard case .cut = error, hereSeconds < 2 * limit else { throw error }
      }
      Thread.sleep(forTimeInterval: 2)
    }
  }

  /// What the board's log says of the bed now.
  public func bedState() throws(PullFault) -> BedState {
    var state = BedState()
    state.take(try slots.newest(Self.logBytes.first), at: Date())
    return state
  }

  /// Waits while a seizure event is open, for half an hour at most.
  ///
  /// - Parameter note: Takes what happens, for people.
  /// - Returns: Whether none is open now.
  /// - Throws: `PullFault` if the board cannot be reached any more.
  public func waitForEvent(_ note: (String) -> Void) throws(PullFault) -> Bool {
    let start = ContinuousClock.now
    var isSaid = false
    while try bedState().isSeizureOpen {
      guard ContinuousClock.now - start < .seconds(Self.eventSeconds) else { return false }
      if !isSaid { note("waits for the seizure event to end") }
      isSaid = true
      Thread.sleep(forTimeInterval: Self.lookSeconds)
    }
    return true
  }

  /// Switches to the other slot, judges it and ends the trial.
  ///
  /// - Parameters:
  ///   - before: The bed as it was.
  ///   - forgivesTest: Whether a front end that fails its test is no reason to go back.
  ///   - note: Takes what happens, for people.
  /// - Returns: How it ended.
  /// - Throws: `PullFault` if the board cannot be reached any more; it then goes back by itself.
  public func run(
    before: BedState, forgivesTest: Bool = false, _ note: (String) -> Void
  ) throws(PullFault) -> Outcome {
    try slots.request("switch \(trialSeconds)")
    note("on trial for \(trialSeconds) s: the board goes back by itself unless it is confirmed")
    let start = ContinuousClock.now
    var judge = TrialJudge(before: before, observeSeconds: Double(observeSeconds), forgivesTest: forgivesTest)
    var boardSeconds = 0.0
    while true {
      Thread.sleep(forTimeInterval: Self.lookSeconds)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      do throws(PullFault) {
        let now = try slots.show()
        guard let trial = now.trial else { return .undone(now.history.last ?? "the board gave no reason") }
        // By the board's clock, as the board itself counts the trial.
        boardSeconds = Double(trialSeconds - trial.secondsLeft)
        judge.take(try slots.newest(Self.logBytes.again), seconds: boardSeconds, at: Date())
      } catch {
        // A line that is cut for a moment is no reason; one that stays cut is the board's to judge.
        guard seconds < Double(trialSeconds) else { throw error }
        note("\(error)")
        continue
      }
      switch judge.verdict(seconds: boardSeconds) {
      case .open: continue
      case .good:
        try slots.request("confirm")
        return .confirmed
      case .worse(let reason):
        // At once, also during an event, which may be the worse slot's own: an alarm stays latched over the switch.
        try slots.request("undo \(RootShell.quoted(reason))")
        return .undone(reason)
      }
    }
  }
}
