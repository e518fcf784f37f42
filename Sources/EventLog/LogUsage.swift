/// What a log has written: since it was opened, and within the last day, whoever had opened it.
public struct LogUsage: Equatable, Sendable {
  /// Bytes written, headers and repairs included.
  public internal(set) var bytes: UInt64 = 0
  /// Flushes.
  public internal(set) var flushes: UInt64 = 0
  /// Bytes written in the current hour and the 23 before it.
  public internal(set) var bytesToday: UInt64 = 0
  /// Flushes in the current hour and the 23 before it.
  public internal(set) var flushesToday: UInt32 = 0
  /// Records refused because the day's byte budget was spent.
  public internal(set) var refused: UInt64 = 0
  /// Flushes put off because the day's flush budget was spent.
  public internal(set) var deferredFlushes: UInt64 = 0
  /// Segments dropped because the log was full.
  public internal(set) var droppedSegments: UInt32 = 0
}
