import Vocabulary

/// Reads little-endian fields one after another.
struct ByteReader {
  private(set) var offset = 0

  /// The next whole number.
  mutating func next<Value: FixedWidthInteger>(
    _ type: Value.Type, of bytes: Span<UInt8>
  ) throws(SignalFault) -> Value {
    do {
      let value = try bytes.littleEndian(type, at: offset)
      offset += Value.bitWidth / 8
      return value
    } catch {
      throw .truncated(error)
    }
  }

  /// The next section.
  mutating func nextBiquad(of bytes: Span<UInt8>) throws(SignalFault) -> Biquad {
    let b0 = try next(Int32.self, of: bytes)
    let b1 = try next(Int32.self, of: bytes)
    let b2 = try next(Int32.self, of: bytes)
    let a1 = try next(Int32.self, of: bytes)
    let a2 = try next(Int32.self, of: bytes)
    return Biquad(b0: b0, b1: b1, b2: b2, a1: a1, a2: a2)
  }

  /// The next name.
  mutating func nextName(of bytes: Span<UInt8>) throws(SignalFault) -> ChannelName {
    var name = ChannelName()
    for index in 0..<Limits.nameBytes { name.bytes[index] = try next(UInt8.self, of: bytes) }
    return name
  }
}

extension ByteSink where Self: ~Copyable {
  /// Appends a section's coefficients.
  mutating func append(_ section: Biquad) {
    append(littleEndian: section.b0)
    append(littleEndian: section.b1)
    append(littleEndian: section.b2)
    append(littleEndian: section.a1)
    append(littleEndian: section.a2)
  }
}
