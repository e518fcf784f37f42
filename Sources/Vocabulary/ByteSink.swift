/// Something bytes are appended to; whole numbers go in little-endian.
public protocol ByteSink: ~Copyable {
  /// Appends one byte.
  mutating func append(_ byte: UInt8)
}

extension ByteSink where Self: ~Copyable {
  /// Appends `value`, least significant byte first.
  @inlinable
  public mutating func append<Value: FixedWidthInteger>(littleEndian value: Value) {
    var rest = value
    for _ in 0..<(Value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest = Value.bitWidth > 8 ? rest >> 8 : 0
    }
  }

  /// Appends all of `bytes`.
  @inlinable
  public mutating func append(contentsOf bytes: Span<UInt8>) {
    for index in bytes.indices { append(bytes[index]) }
  }

  /// Appends a name, zero-padded.
  public mutating func append(_ name: ChannelName) {
    for index in 0..<Limits.nameBytes { append(name.bytes[index]) }
  }
}
