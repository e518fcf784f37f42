import Vocabulary

/// A position that moves over fields whose room was checked before.
struct FieldReader {
  /// Offset of the next field.
  private(set) var offset: Int

  /// Starts at `offset`.
  init(offset: Int) {
    self.offset = offset
  }

  /// Reads a whole number.
  mutating func read<Value: FixedWidthInteger>(_ type: Value.Type, from bytes: Span<UInt8>) -> Value {
    var value: Value = 0
    for index in 0..<(Value.bitWidth / 8) {
      value |= Value(truncatingIfNeeded: bytes[offset + index]) << Value(truncatingIfNeeded: 8 * index)
    }
    offset += Value.bitWidth / 8
    return value
  }

  /// Reads a digest.
  mutating func readDigest(from bytes: Span<UInt8>) -> Digest {
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = bytes[offset + index] }
    offset += 32
    return digest
  }
}
