/// What was found when a log was opened.
public struct LogRecovery: Equatable, Sendable {
  /// Records kept in the last segment.
  public internal(set) var recordsKept: UInt32 = 0
  /// Bytes of an unfinished record that were taken away.
  public internal(set) var bytesDiscarded: UInt32 = 0
  /// The last segment had damage in its middle, with readable records after it: it was left as it is, and a new one
  /// begun.
  public internal(set) var leftDamagedSegment = false
  /// The log's seals are further on than the key that was kept can follow: nothing is sealed.
  public internal(set) var isKeyTooOld = false
}
