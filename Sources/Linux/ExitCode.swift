/// How the program ends, in the manner of BSD's sysexits.
public enum ExitCode: Int32, Sendable {
  /// All went well.
  case success = 0
  /// The arguments make no sense.
  case usage = 64
  /// A file's content is refused.
  case data = 65
  /// A file cannot be read or written.
  case inputOutput = 74
}
