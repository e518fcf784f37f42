/// A public key of X25519 (RFC 7748): what is sealed to it only its secret key opens.
public struct AgreementKey: ThirtyTwoBytes, Sendable {
  /// The key's 32 bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Creates a key of zeros, which stands for "none".
  public init() {
    bytes = InlineArray(repeating: 0)
  }
}
