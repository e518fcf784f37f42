/// Why the acknowledge button cannot be believed. Numbers are never reused.
public enum ButtonProblem: UInt8, BitwiseCopyable, Sendable {
  /// It is held for longer than anybody presses.
  case stuck = 1
  /// It changes more often than anybody presses.
  case chattering = 2
}
