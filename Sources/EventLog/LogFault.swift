import Vocabulary

/// Why a log could not do what was asked.
public enum LogFault: Error, Equatable, Sendable {
  /// The policy's sizes cannot be kept.
  case policy
  /// The storage failed, and the record is **not** in the log.
  case storage(StorageFault)
  /// The record, or what went before it, is in the log but not acknowledged: it could not be made durable. Flushing is
  /// tried again with the next flush that is due; the record must not be appended again.
  case unflushed(StorageFault, sequence: UInt64)
  /// The body is longer than a segment, or a record, can hold.
  case bodyTooLong(found: Int, limit: Int)
  /// The day's byte budget is spent, and records of this kind can be done without.
  case budgetSpent(RecordKind)
  /// After a failed flush the storage no longer holds the records from this one on. The log must be opened anew.
  case lost(sequence: UInt64)

  /// Whether a flush failed: what was written may not be durable, although it can be read.
  public var isOfFlush: Bool {
    switch self {
    case .storage(let fault): fault.operation == .flush
    case .unflushed: true
    case .policy, .bodyTooLong, .budgetSpent, .lost: false
    }
  }
}
