/// An Ed25519 signature (RFC 8032): its 64 bytes.
public struct Signature: Sendable {
  /// The signature's bytes.
  public var bytes: InlineArray<64, UInt8>

  /// Creates a signature of zeros, which stands for "none".
  public init() {
    bytes = InlineArray(repeating: 0)
  }
}
