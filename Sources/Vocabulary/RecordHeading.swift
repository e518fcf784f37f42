/// What stands before a body in the queue from the thread that decides to the one that stores.
public struct RecordHeading: Equatable, Sendable {
  /// What a record's body holds; nil for a part of what is kept.
  public let kind: RecordKind?
  /// The part whose content the body is; nil for a record.
  public let part: KeptPart?
  /// When a record was made, by the monotonic clock.
  public let monotonicNanoseconds: UInt64
  /// Bytes of the body.
  public let bodyBytes: Int

  /// Creates a record's heading.
  public init(kind: RecordKind, monotonicNanoseconds: UInt64, bodyBytes: Int) {
    self.kind = kind
    part = nil
    self.monotonicNanoseconds = monotonicNanoseconds
    self.bodyBytes = bodyBytes
  }

  /// Creates the heading of a part of what is kept.
  public init(part: KeptPart, bodyBytes: Int) {
    kind = nil
    self.part = part
    monotonicNanoseconds = 0
    self.bodyBytes = bodyBytes
  }
}
