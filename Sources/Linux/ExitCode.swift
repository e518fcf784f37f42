/// How the program ends, in the manner of BSD's sysexits.
public enum ExitCode: Int32, Sendable {
  /// All went well.
  case success = 0
  /// What was asked has the answer no: a self-test failed.
  case no = 1
  /// The arguments make no sense.
  case usage = 64
  /// A file's content is refused.
  case data = 65
  /// The service that was asked does not answer.
  case unavailable = 69
  /// A device is missing, or gone.
  case operatingSystem = 71
  /// A file cannot be read or written.
  case inputOutput = 74
}
