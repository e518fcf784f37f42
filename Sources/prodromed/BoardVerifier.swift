#if hasFeature(Embedded)
  import Linux

  /// Ed25519 where this is built for a board.
  typealias BoardVerifier = SodiumVerifier
#else
  import HostCrypto

  /// Ed25519 where this is built as ordinary Swift.
  typealias BoardVerifier = Ed25519Verifier
#endif
