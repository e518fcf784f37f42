/// A position that moves over bytes as fields are read: the one reader of every binary format.
///
/// The bytes are given to each call, since a struct cannot keep a span. A read past their end throws the format's own
/// fault, made from the range that was asked for, and moves nothing. Inlined into its users, which know the types:
/// a generic call looks a number's type up at run time for each field.
public struct ByteCursor<Fault: ByteRangeError>: Sendable {
  /// Offset of the next field.
  @inlinable
  public var offset: Int { position }

  @usableFromInline
  var position: Int

  /// Starts at `offset`.
  @inlinable
  public init(at offset: Int = 0) {
    position = offset
  }

  /// The next whole number, little-endian.
  ///
  /// - Parameters:
  ///   - type: The number's type.
  ///   - bytes: All bytes.
  /// - Returns: The number.
  /// - Throws: The format's fault if the bytes end before it does.
  @inlinable
  public mutating func next<Value: FixedWidthInteger>(
    _ type: Value.Type, in bytes: Span<UInt8>
  ) throws(Fault) -> Value {
    do throws(ByteRangeFault) {
      let value = try bytes.littleEndian(type, at: position)
      position += Value.bitWidth / 8
      return value
    } catch {
      throw Fault(error)
    }
  }

  /// The next name, as its bytes stand: what a format allows in one is for its reader to check.
  @inlinable
  public mutating func nextName(in bytes: Span<UInt8>) throws(Fault) -> ChannelName {
    var name = ChannelName()
    for index in 0..<Limits.nameBytes { name.bytes[index] = try next(UInt8.self, in: bytes) }
    return name
  }

  /// The next digest.
  @inlinable
  public mutating func nextDigest(in bytes: Span<UInt8>) throws(Fault) -> Digest {
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = try next(UInt8.self, in: bytes) }
    return digest
  }

  /// Passes over `count` bytes.
  @inlinable
  public mutating func skip(_ count: Int, in bytes: Span<UInt8>) throws(Fault) {
    guard count >= 0 && count <= bytes.count - position else {
      throw Fault(ByteRangeFault(offset: position, count: count, available: bytes.count))
    }
    position += count
  }
}
