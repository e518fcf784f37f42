/// A port that takes records in their order: the ring to Store on the board, a log or a digest on the host.
public protocol RecordSink: ~Copyable {
  /// Takes one record.
  ///
  /// - Parameters:
  ///   - kind: What the body holds.
  ///   - body: The canonical body, at most `Limits.recordBodyBytes`, valid during the call only.
  ///   - monotonicNanoseconds: Time stamp of the frame that led to it; goes to the envelope, not into the digest.
  mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64)
}
