import CSodium
import Vocabulary

/// Checks signatures of Ed25519 (RFC 8032) by libsodium.
public struct Ed25519Verifier: SignatureVerifying {
  /// Whether `signature` was made over exactly `message` by the holder of `key`.
  public static func isValid(_ signature: Signature, over message: Span<UInt8>, by key: PublicKey) -> Bool {
    // libsodium reads 64, `count` and 32 bytes, which is what the spans have, during the call; checking a signature
    // needs no `sodium_init`, no random numbers and no heap.
    unsafe signature.bytes.span.withUnsafeBufferPointer { signature in
      unsafe key.bytes.span.withUnsafeBufferPointer { key in
        unsafe message.withUnsafeBufferPointer { message in
          guard let signature = signature.baseAddress, let key = key.baseAddress else { return false }
          return unsafe crypto_sign_verify_detached(signature, message.baseAddress, UInt64(message.count), key) == 0
        }
      }
    }
  }
}
