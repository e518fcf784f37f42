import EventLog

/// What a reader comes upon in a log, in order.
public enum LogItem: Equatable, Sendable {
  /// A segment begins.
  case segment(SegmentHeader)
  /// A record that is whole and in its place.
  case record(LogRecord)
  /// The secret vouches for all records up to and including this one, which is the newest that was read.
  case sealed(RecordEnvelope, epoch: UInt32)
  /// What somebody erased from the log; all of them come first.
  case erasure(LogErasure)
  /// Records stood here that were erased.
  case erased(ErasedStretch)
  /// Something that should not be so.
  case finding(LogFinding)
}
