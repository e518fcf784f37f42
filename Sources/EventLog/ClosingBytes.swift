import Vocabulary

/// Room for the body of a closing record or a seal alone: the record buffer is in use while it is written.
struct ClosingBytes: ByteSink, ~Copyable {
  /// The room, `ClosingBody.sealedByteCount`; the first `count` bytes are in use.
  private(set) var storage = InlineArray<73, UInt8>(repeating: 0)
  /// Bytes in use.
  private(set) var count = 0

  /// Takes a body.
  init<Body: RecordBody>(_ body: Body) { body.encode(into: &self) }

  mutating func append(_ byte: UInt8) {
    storage[count] = byte
    count += 1
  }
}
