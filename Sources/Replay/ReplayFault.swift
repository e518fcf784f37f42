import EventLog

/// Why a replay's result cannot be trusted although the recording was read.
public enum ReplayFault: Error, CustomStringConvertible {
  /// The log could not be written.
  case log(LogFault)
  /// A record could not be read back.
  case record(BodyFault)

  /// Says what failed.
  public var description: String {
    switch self {
    case .log(let fault): "the log could not be written: \(fault)"
    case .record(let fault): "a record could not be read back: \(fault)"
    }
  }
}
