/// A port for SHA-256 (FIPS 180-4); libsodium is behind it on both sides.
public protocol Hashing {
  /// Starts an empty message.
  init()
  /// Adds `bytes` to the message.
  mutating func update(_ bytes: Span<UInt8>)
  /// The digest of everything added; the hasher is not used again.
  mutating func finish() -> Digest
}
