/// What was asked of the place where the log lies. Numbers are never reused.
public enum StorageOperation: UInt8, BitwiseCopyable, Sendable {
  /// To say which segments there are.
  case list = 0
  /// To make a segment and give it room.
  case prepare = 1
  /// To remove a segment.
  case remove = 2
  /// To read.
  case read = 3
  /// To write.
  case write = 4
  /// To make what was written durable.
  case flush = 5
}
