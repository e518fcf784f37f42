import Foundation
import Station

/// Brings about a plan's steps, each only where it is not so already.
public struct Setup: Sendable {
  /// What became of a step.
  public enum Outcome: String, Sendable {
    /// It was so already.
    case there
    /// It was brought about.
    case done
    /// It is not so, and nothing was changed.
    case missing
  }

  private let board: RootShell

  /// Takes the way to the board.
  public init(_ board: RootShell) {
    self.board = board
  }

  /// Whether a step's effect is there.
  public func isDone(_ step: SetupStep) throws(PullFault) -> Bool {
    let answer = try board.text(
      "if { \(step.check)\n} >/dev/null 2>&1; then echo yes; else echo no; fi", name: step.name)
    return answer.hasPrefix("yes")
  }

  /// Brings a step about.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - changes: Whether anything may be changed.
  /// - Returns: What became of it.
  /// - Throws: `PullFault`; `.answer` if the change did not bring about what it should.
  public func run(_ step: SetupStep, changes: Bool) throws(PullFault) -> Outcome {
    if try isDone(step) { return .there }
    guard changes else { return .missing }
    _ = try board.text(step.change, name: step.name, input: step.input)
    guard try isDone(step) else {
      throw .answer(command: step.name, found: "no change", expected: "that it is so after it was brought about")
    }
    return .done
  }
}
