import Vocabulary

/// Room for a closing body alone: the record buffer is in use while it is written.
struct ClosingBytes: ByteSink, ~Copyable {
  /// The room.
  private(set) var storage = InlineArray<37, UInt8>(repeating: 0)
  private var count = 0

  mutating func append(_ byte: UInt8) {
    storage[count] = byte
    count += 1
  }
}
