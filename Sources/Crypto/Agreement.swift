import CSodium
import Vocabulary

/// X25519 (RFC 7748) by libsodium.
enum Agreement {
  /// The public key of a secret one.
  static func publicKey(of secret: Digest) -> AgreementKey {
    var key = AgreementKey()
    var bytes = key.bytes.mutableSpan
    // libsodium writes 32 bytes and reads 32, which is what the spans have, during the call.
    unsafe bytes.withUnsafeMutableBufferPointer { key in
      unsafe secret.bytes.span.withUnsafeBufferPointer { secret in
        guard let key = key.baseAddress, let secret = secret.baseAddress else { return }
        _ = unsafe crypto_scalarmult_curve25519_base(key, secret)
      }
    }
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
