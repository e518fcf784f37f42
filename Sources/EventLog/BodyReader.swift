import Vocabulary

/// A position in a record body that moves as fields are read. The bytes are given to each call, since a struct cannot
/// keep a span.
struct BodyReader {
  /// Offset of the next field.
  private(set) var offset = 0

  /// Starts after the version byte, which must be `version`.
  init(version: UInt8, in bytes: Span<UInt8>) throws(BodyFault) {
    let found = try read(UInt8.self, from: bytes)
    guard found == version else { throw .version(found: found) }
  }

  /// Reads a whole number.
  mutating func read<Value: FixedWidthInteger>(
    _ type: Value.Type, from bytes: Span<UInt8>
  ) throws(BodyFault) -> Value {
    do throws(ByteRangeFault) {
      let value = try bytes.littleEndian(type, at: offset)
      offset += Value.bitWidth / 8
      return value
    } catch {
      throw .short(offset: offset, needed: error.count, available: error.available - offset)
    }
  }

  /// Reads a count that must not exceed `limit`.
  mutating func readCount(upTo limit: Int, from bytes: Span<UInt8>) throws(BodyFault) -> Int {
    let start = offset
    let count = Int(try read(UInt8.self, from: bytes))
    guard count <= limit else { throw .value(offset: start, found: UInt64(count)) }
    return count
  }

  /// Reads a name: printable ASCII, then zeros.
  mutating func readName(from bytes: Span<UInt8>) throws(BodyFault) -> ChannelName {
    var name = ChannelName()
    var ended = false
    for index in 0..<Limits.nameBytes {
      let byte = try read(UInt8.self, from: bytes)
      let isPrintable = byte >= 0x20 && byte < 0x7F
      guard byte == 0 || (isPrintable && !ended) else { throw .value(offset: offset - 1, found: UInt64(byte)) }
      ended = byte == 0
      name.bytes[index] = byte
    }
    return name
  }

  /// Reads a digest.
  mutating func readDigest(from bytes: Span<UInt8>) throws(BodyFault) -> Digest {
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = try read(UInt8.self, from: bytes) }
    return digest
  }

  /// Checks that the last field was read.
  func finish(_ bytes: Span<UInt8>) throws(BodyFault) {
    guard offset == bytes.count else { throw .trailing(offset: offset, count: bytes.count - offset) }
  }

  /// What is thrown for a field of `width` bytes just read that cannot be `found`.
  func fault(width: Int, found: UInt64) -> BodyFault {
    .value(offset: offset - width, found: found)
  }
}
