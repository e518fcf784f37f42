import Vocabulary

/// Looks after the log: that it is written, that the thread that writes it moves, and that no record is refused.
public struct StorageWatch: Sendable {
  /// With the thread that stores held up for so long, there is a fault.
  public static let stallNanoseconds: UInt64 = 10_000_000_000

  private var beat: UInt32 = 0
  private var beatNanoseconds: UInt64
  private var refused: UInt32 = 0
  private var isFaulty = false
  /// Bytes written since the start.
  public private(set) var bytes: UInt64 = 0
  /// Flushes since the start.
  public private(set) var flushes: UInt64 = 0
  /// Records that could not be stored since the start.
  public private(set) var unstored: UInt64 = 0

  /// Begins at a time of the monotonic clock.
  public init(now: UInt64) {
    beatNanoseconds = now
  }

  /// Takes a reading.
  ///
  /// - Parameters:
  ///   - reading: How the log is doing.
  ///   - refused: Records that did not fit the queue to it since the start.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: The fault that begins or ends, if one does.
  public mutating func step(_ reading: StorageReading, refused: UInt32, now: UInt64) -> FaultChange? {
    // The shared counts wrap; these do not.
    bytes += UInt64(reading.bytes &- UInt32(truncatingIfNeeded: bytes))
    flushes += UInt64(reading.flushes &- UInt32(truncatingIfNeeded: flushes))
    unstored += UInt64((reading.unstored &+ refused) &- UInt32(truncatingIfNeeded: unstored))
    let detail = detail(reading, refused: refused, now: now)
    self.refused = refused
    let wasFaulty = isFaulty
    isFaulty = detail != .none
    guard isFaulty != wasFaulty else { return nil }
    if isFaulty { return FaultChange(.storage, .raised, detail) }
    return FaultChange(.storage, .cleared, refused == 0 ? .none : .recordsRefused(refused))
  }

  private mutating func detail(_ reading: StorageReading, refused: UInt32, now: UInt64) -> FaultDetail {
    if reading.beat != beat { (beat, beatNanoseconds) = (reading.beat, now) }
    if reading.fault != .none { return reading.fault }
    let stalled = now &- beatNanoseconds
    if stalled > Self.stallNanoseconds { return .storageStalled(milliseconds: UInt32(clamping: stalled / 1_000_000)) }
    return refused == self.refused ? .none : .recordsRefused(refused &- self.refused)
  }
}
