import Crypto
import Vocabulary

/// Ed25519 (RFC 8032) by swift-crypto: the host's side of the `SignatureVerifying` port.
public struct Ed25519Verifier: SignatureVerifying {
  /// Whether `signature` was made over exactly `message` by the holder of `key`.
  public static func isValid(
    _ signature: Vocabulary.Signature, over message: Span<UInt8>, by key: PublicKey
  ) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: (0..<32).map { key.bytes[$0] }) else {
      return false
    }
    return key.isValidSignature((0..<64).map { signature.bytes[$0] }, for: message.indices.map { message[$0] })
  }
}
