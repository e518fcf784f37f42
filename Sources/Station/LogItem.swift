import EventLog

/// What a reader comes upon in a log, in order. What is rare is held elsewhere: records, which are many, take no more
/// room than they need.
public enum LogItem: Equatable, Sendable {
  /// A segment begins.
  indirect case segment(SegmentHeader)
  /// A record that is whole and in its place.
  case record(LogRecord)
  /// The secret vouches for all records up to and including this one, which is the newest that was read.
  indirect case sealed(RecordEnvelope, epoch: UInt32)
  /// What somebody erased from the log; all of them come first.
  indirect case erasure(LogErasure)
  /// Records stood here that were erased.
  indirect case erased(ErasedStretch)
  /// Something that should not be so.
  indirect case finding(LogFinding)
}
