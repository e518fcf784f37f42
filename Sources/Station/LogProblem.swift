import EventLog
import Vocabulary

/// What can be wrong with a log.
public enum LogProblem: Equatable, Sendable {
  /// Segments between two others are not there.
  case segmentsMissing(first: UInt32, last: UInt32)
  /// The log begins later than dropping the oldest segments explains.
  case beginningMissing(first: UInt32, latestExplained: UInt32)
  /// The header allows fewer segments than a log may have: no board writes it.
  case segmentLimit(found: UInt32)
  /// The file does not begin with a segment's header.
  case header(SegmentHeaderFault)
  /// The segment belongs elsewhere in the log.
  case misplaced(number: UInt32, expected: UInt32)
  /// The file is not as long as its header says.
  case length(found: Int, expected: Int)
  /// Bytes are not a record.
  case envelope(EnvelopeFault)
  /// A record does not follow the one before it.
  case sequence(found: UInt64, expected: UInt64)
  /// A segment before the last has no closing record.
  case notClosed
  /// Records follow the closing record.
  case recordAfterClosing
  /// The closing record counts other records than there are.
  case recordCount(found: UInt32, expected: UInt32)
  /// The digest in the closing record is not that of the segment's bytes.
  case digest
  /// The header's digest is not that of the segment before it.
  case chain
  /// A header or a boot record counts other boots than there are.
  case boots(found: UInt64, expected: UInt64)
  /// A record's body is not what its kind says.
  case body(RecordKind, BodyFault)
  /// Records do not fit each other.
  case story(StoryFault)
  /// The segment, or its closing record, has no seal: nothing vouches for it.
  case unsealed
  /// A header or a seal does not bear the epoch that follows: seals were taken away, put in or moved.
  case sealEpoch(found: UInt32, expected: UInt32)
  /// The header is not what was sealed.
  case headerSeal(epoch: UInt32)
  /// What stands before a seal is not what was sealed.
  case seal(epoch: UInt32)
  /// A seal was made with the key of a later epoch than it says.
  case resealed(epoch: UInt32, key: UInt32)
  /// No seal of the log was made with this secret.
  case otherSecret
  /// The log does not go on from what it was when it was fetched last.
  case setBack(checkpoint: UInt64, records: UInt64)
  /// The checkpoint of the fetch before is none, or not signed by the folder's key.
  case checkpoint(String)
  /// The log does not fit a checkpoint that the board keeps of what a station fetched.
  case boardCheckpoint(String)
  /// What was erased here, by its file, is still there or is something else.
  case notErased(by: Int)
  /// What was erased, by its file, stood in no place of this log.
  case erasedNowhere(by: Int)
  /// The last line of the file that says what was erased was cut off.
  case erasureCut(line: Int)
  /// What stands around erased records is not what stood there when they were erased.
  case aroundErased
  /// The file that says what was erased cannot be relied on.
  case erasures(String)
  /// The segment cannot be read.
  case storage(StorageFault)
}
