import Vocabulary

/// Reads a record's body: the byte cursor, and what the fields of bodies have in common.
struct BodyReader {
  private var cursor: ByteCursor<BodyFault>
  /// The body's version.
  let version: UInt8

  /// Starts after the version byte, which must be `version`.
  init(version: UInt8, in bytes: Span<UInt8>) throws(BodyFault) {
    try self.init(versions: version...version, in: bytes)
  }

  /// Starts after the version byte, which must be one of `versions`.
  init(versions: ClosedRange<UInt8>, in bytes: Span<UInt8>) throws(BodyFault) {
    guard bytes.count > 0 else { throw .short(offset: 0, needed: 1, available: 0) }
    guard bytes[0] <= versions.upperBound else { throw .newer(version: bytes[0]) }
    guard bytes[0] >= versions.lowerBound else { throw .version(found: bytes[0]) }
    version = bytes[0]
    cursor = ByteCursor(at: 1)
  }

  /// Offset of the next field.
  var offset: Int { cursor.offset }

  /// Reads a whole number.
  mutating func read<Value: FixedWidthInteger>(
    _ type: Value.Type, from bytes: Span<UInt8>
  ) throws(BodyFault) -> Value {
    try cursor.next(type, in: bytes)
  }

  /// Reads a byte that is 0 or 1.
  mutating func readFlag(from bytes: Span<UInt8>) throws(BodyFault) -> Bool {
    let byte = try read(UInt8.self, from: bytes)
    guard byte <= 1 else { throw fault(width: 1, found: UInt64(byte)) }
    return byte == 1
  }

  /// Reads a byte that stands for a case of an enumeration.
  mutating func readCase<Case: RawRepresentable<UInt8>>(from bytes: Span<UInt8>) throws(BodyFault) -> Case {
    let byte = try read(UInt8.self, from: bytes)
    guard let found = Case(rawValue: byte) else { throw fault(width: 1, found: UInt64(byte)) }
    return found
  }

  /// Reads reserved bytes, which must be zero.
  mutating func readZeros(_ count: Int, from bytes: Span<UInt8>) throws(BodyFault) {
    for _ in 0..<count {
      let byte = try read(UInt8.self, from: bytes)
      guard byte == 0 else { throw fault(width: 1, found: UInt64(byte)) }
    }
  }

  /// Reads a pseudonym.
  mutating func readPseudonym(from bytes: Span<UInt8>) throws(BodyFault) -> InlineArray<16, UInt8> {
    var pseudonym = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { pseudonym[index] = try read(UInt8.self, from: bytes) }
    return pseudonym
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
      guard byte == 0 || (byte.isPrintableASCII && !ended) else { throw fault(width: 1, found: UInt64(byte)) }
      ended = byte == 0
      name.bytes[index] = byte
    }
    return name
  }

  /// Reads a digest.
  mutating func readDigest(from bytes: Span<UInt8>) throws(BodyFault) -> Digest {
    try cursor.nextDigest(in: bytes)
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
