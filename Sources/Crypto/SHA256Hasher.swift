import CSodium
import Vocabulary

/// SHA-256 (FIPS 180-4) by libsodium.
public struct SHA256Hasher: Hashing, Sendable {
  var state = crypto_hash_sha256_state()

  /// Starts an empty message.
  public init() {
    // libsodium writes the state it is given and nothing else; its SHA-256 needs no `sodium_init` and no heap.
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds `bytes` to the message.
  public mutating func update(_ bytes: Span<UInt8>) {
    // libsodium only reads the span's bytes, during the call.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe crypto_hash_sha256_update(&state, start, UInt64(buffer.count))
    }
  }

  /// The digest of everything added; the hasher is not used again.
  public mutating func finish() -> Digest {
    var digest = Digest()
    var bytes = digest.bytes.mutableSpan
    // libsodium writes 32 bytes, which is what the span has.
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe crypto_hash_sha256_final(&state, start)
    }
    return digest
  }
}
