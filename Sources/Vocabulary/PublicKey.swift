/// A public key of Ed25519 (RFC 8032): its 32 bytes.
public struct PublicKey: ThirtyTwoBytes, Sendable {
  /// The key's bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Creates a key of zeros, which no signature is good for.
  public init() {
    bytes = InlineArray(repeating: 0)
  }

  /// A short name for the key: its first eight bytes, the first one highest. 0 stands for "none".
  public var identity: UInt64 {
    var identity: UInt64 = 0
    for index in 0..<8 { identity = identity << 8 | UInt64(bytes[index]) }
    return identity
  }
}
