import Vocabulary

/// How the log is doing, as it was when it was looked at.
public struct StorageReading: BitwiseCopyable, Equatable, Sendable {
  /// Why the log cannot be written.
  public var fault = FaultDetail.none
  /// Changes at least once a second while the thread that stores is not held up.
  public var beat: UInt32 = 0
  /// Bytes written since the start, however often the log was opened; wraps.
  public var bytes: UInt32 = 0
  /// Flushes since the start; wraps.
  public var flushes: UInt32 = 0
  /// Records that were taken and could not be stored; wraps.
  public var unstored: UInt32 = 0
  /// Whether the supply's voltage is too low.
  public var isVoltageLow = false
  /// What somebody asks the board for; the newest request.
  public var request: BedRequest?
  /// Whether everything is stored and the thread has ended its work.
  public var isDone = false

  /// Creates a reading of a log that works.
  public init() {}
}
