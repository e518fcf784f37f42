#if hasFeature(Embedded)
  import Linux

  /// SHA-256 where this is built for a board.
  typealias BoardHasher = SodiumHasher
#else
  import HostCrypto

  /// SHA-256 where this is built as ordinary Swift.
  typealias BoardHasher = SHA256Hasher
#endif
