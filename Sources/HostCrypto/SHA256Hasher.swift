import Crypto
import Vocabulary

/// SHA-256 (FIPS 180-4) by swift-crypto: the host's side of the `Hashing` port.
public struct SHA256Hasher: Hashing {
  private var hash = SHA256()

  /// Starts an empty message.
  public init() {}

  /// Adds `bytes` to the message.
  public mutating func update(_ bytes: Span<UInt8>) {
    // swift-crypto takes only raw buffers; this one is read during the call and not kept.
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  /// The digest of everything added; the hasher is not used again.
  public mutating func finish() -> Vocabulary.Digest {
    var digest = Vocabulary.Digest()
    for (index, byte) in hash.finalize().enumerated() { digest.bytes[index] = byte }
    return digest
  }
}
