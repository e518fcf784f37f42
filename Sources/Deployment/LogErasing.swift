import Foundation
import Station

/// Has a board erase its log and begin a new one.
public struct LogErasing: Sendable {
  private let board: RootShell

  /// Takes the way to a board.
  public init(_ board: RootShell) {
    self.board = board
  }

  /// Segments of the board's log.
  public func segments() throws(PullFault) -> Int {
    let command = "prodrome-slots segments"
    let text = try board.text("\(SlotShell.program) segments", name: command)
    guard let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), count >= 0 else {
      throw .answer(command: command, found: "\(text.count) characters", expected: "a number")
    }
    return count
  }

  /// Erases the log.
  ///
  /// - Parameters:
  ///   - key: The file of the first key that seals the new log; nil: the board does not seal.
  ///   - reason: Why; plain words.
  /// - Throws: `PullFault`.
  public func erase(key: URL?, reason: String) throws(PullFault) {
    let digest = try key.map { file throws(PullFault) in try SlotShell.digest(of: file) } ?? "-"
    _ = try board.text(
      "\(SlotShell.program) erase \(digest) \(RootShell.quoted(reason))", name: "prodrome-slots erase", input: key)
  }
}
