/// When a record was made. Stamps stand in the envelope, never in a body, so that they are no part of the decision
/// digest.
public struct RecordStamps: Equatable, Sendable {
  /// The monotonic clock, in nanoseconds since some moment before the start.
  public var monotonicNanoseconds: UInt64
  /// The wall clock, in nanoseconds since 1970-01-01 00:00:00 UTC.
  public var wallNanoseconds: Int64
  /// What the wall clock is worth.
  public var wallState: WallState

  /// Creates stamps.
  public init(monotonicNanoseconds: UInt64, wallNanoseconds: Int64 = 0, wallState: WallState = .unset) {
    self.monotonicNanoseconds = monotonicNanoseconds
    self.wallNanoseconds = wallNanoseconds
    self.wallState = wallState
  }
}
