import Crypto
import Vocabulary

/// A private key of Ed25519 (RFC 8032), by swift-crypto.
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Makes a new key from the system's random numbers.
  public init() {
    var key = Curve25519.Signing.PrivateKey()
    // Zeros in the key's first bytes stand for "unsigned" in a bundle: one key in 2^64.
    while key.publicKey.rawRepresentation.prefix(8).allSatisfy({ $0 == 0 }) { key = Curve25519.Signing.PrivateKey() }
    self.key = key
  }

  /// A key from its 32 secret bytes; nil if they are not 32.
  public init?(secret: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
    self.key = key
  }

  /// The key's 32 secret bytes.
  public var secret: [UInt8] { [UInt8](key.rawRepresentation) }

  /// The public key.
  public var publicKey: PublicKey {
    var publicKey = PublicKey()
    for (index, byte) in key.publicKey.rawRepresentation.enumerated() { publicKey.bytes[index] = byte }
    return publicKey
  }

  /// Signs a message.
  ///
  /// - Parameter message: The message.
  /// - Returns: The signature.
  /// - Throws: Whatever keeps the library from signing.
  public func signature(over message: [UInt8]) throws -> Vocabulary.Signature {
    var signature = Vocabulary.Signature()
    for (index, byte) in try key.signature(for: message).enumerated() { signature.bytes[index] = byte }
    return signature
  }
}
