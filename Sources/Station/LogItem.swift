import EventLog

/// What a reader comes upon in a log, in order.
public enum LogItem: Equatable, Sendable {
  /// A segment begins.
  case segment(SegmentHeader)
  /// A record that is whole and in its place.
  case record(LogRecord)
  /// Something that should not be so.
  case finding(LogFinding)
}
