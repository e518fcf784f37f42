/// A port for SHA-256 (FIPS 180-4): swift-crypto on the host, libsodium on the board.
public protocol Hashing {
  /// Starts an empty message.
  init()
  /// Adds `bytes` to the message.
  mutating func update(_ bytes: Span<UInt8>)
  /// The digest of everything added; the hasher is not used again.
  mutating func finish() -> Digest
}
