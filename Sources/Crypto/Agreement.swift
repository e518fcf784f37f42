import CSodium
import Vocabulary

/// X25519 (RFC 7748) by libsodium.
enum Agreement {
  /// The public key of a secret one: its product with the base point. The general product, since the one that knows
  /// the base point brings a table of 30 KiB to the board.
  static func publicKey(of secret: Digest) -> AgreementKey {
    var base = AgreementKey()
    base.bytes[0] = 9
    var key = AgreementKey()
    // No secret's product with the base point is refused: none is the neutral element.
    if let product = shared(secret, with: base) { key.bytes = product.bytes }
    return key
  }

  /// What both sides share; nil for a public key that gives everyone the same.
  static func shared(_ secret: Digest, with key: AgreementKey) -> Digest? {
    var shared = Digest()
    var bytes = shared.bytes.mutableSpan
    // libsodium writes 32 bytes and reads 32 and 32, which is what the spans have, during the call.
    let isGood = unsafe bytes.withUnsafeMutableBufferPointer { shared in
      unsafe secret.bytes.span.withUnsafeBufferPointer { secret in
        unsafe key.bytes.span.withUnsafeBufferPointer { key in
          guard let shared = shared.baseAddress, let secret = secret.baseAddress, let key = key.baseAddress else {
            return false
          }
          return unsafe crypto_scalarmult_curve25519(shared, secret, key) == 0
        }
      }
    }
    return isGood ? shared : nil
  }
}
