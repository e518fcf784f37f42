/// What stands before a record's body in a queue.
public struct RecordHeading: Equatable, Sendable {
  /// What the body holds.
  public let kind: RecordKind
  /// When the record was made, by the monotonic clock.
  public let monotonicNanoseconds: UInt64
  /// Bytes of the body.
  public let bodyBytes: Int

  /// Creates a heading.
  public init(kind: RecordKind, monotonicNanoseconds: UInt64, bodyBytes: Int) {
    self.kind = kind
    self.monotonicNanoseconds = monotonicNanoseconds
    self.bodyBytes = bodyBytes
  }
}
