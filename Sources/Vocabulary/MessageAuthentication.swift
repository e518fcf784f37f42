/// HMAC (RFC 2104) over a hash with blocks of 64 bytes, such as SHA-256.
public struct MessageAuthentication<Hasher: Hashing> {
  private var inner = Hasher()
  private var outer = Hasher()

  /// Starts an empty message under a key of 32 bytes.
  public init(key: Digest) {
    var pad = InlineArray<64, UInt8>(repeating: 0x36)
    for index in 0..<32 { pad[index] ^= key.bytes[index] }
    inner.update(pad.span)
    for index in 0..<64 { pad[index] ^= 0x36 ^ 0x5C }
    outer.update(pad.span)
  }

  /// Adds `bytes` to the message.
  public mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

  /// The tag of everything added; nothing is added afterwards.
  public mutating func finish() -> Digest {
    outer.update(inner.finish().bytes.span)
    return outer.finish()
  }
}
