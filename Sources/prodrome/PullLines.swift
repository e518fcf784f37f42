import Synchronization

/// The lines of one bed's pull, kept until it is done: several beds do not speak at the same time.
final class PullLines: Sendable {
  private let lines = Mutex<[PullLine]>([])
  private static let turn = Mutex(())

  /// Keeps a line.
  func add(_ line: PullLine) {
    lines.withLock { $0.append(line) }
  }

  /// Writes all of them together.
  ///
  /// - Parameter heading: What stands before them.
  func write(heading: String?) {
    Self.turn.withLock { _ in
      if let heading { print(heading) }
      for line in lines.withLock({ $0 }) { line.write() }
    }
  }
}
