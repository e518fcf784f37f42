/// A port for checking Ed25519 signatures (RFC 8032); libsodium is behind it on both sides.
public protocol SignatureVerifying {
  /// Whether `signature` was made over exactly `message` by the holder of `key`.
  static func isValid(_ signature: Signature, over message: Span<UInt8>, by key: PublicKey) -> Bool
}
