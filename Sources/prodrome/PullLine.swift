/// A line of a pull: what was asked for, or a note about it.
enum PullLine: Sendable {
  /// For standard output.
  case output(String)
  /// For standard error.
  case note(String)

  /// Writes it where it belongs.
  func write() {
    switch self {
    case .output(let text): print(text)
    case .note(let text): Console.note(text)
    }
  }
}
