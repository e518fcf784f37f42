import Vocabulary

/// A comparison in the place of Ed25519.
struct ProbeVerifier: SignatureVerifying {
  static func isValid(_ signature: Signature, over message: Span<UInt8>, by key: PublicKey) -> Bool {
    signature.bytes[0] == message[0] ^ key.bytes[0]
  }
}
