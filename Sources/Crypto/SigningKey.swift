import CSodium
import Vocabulary

/// A private key of Ed25519 (RFC 8032), by libsodium.
public struct SigningKey: Sendable {
  /// The key's 32 secret bytes: RFC 8032's private key, libsodium's seed.
  public let secret: InlineArray<32, UInt8>
  /// The public key.
  public let publicKey: PublicKey
  /// libsodium's form of the key: the secret bytes and the public key behind them.
  private let expanded: InlineArray<64, UInt8>

  /// Makes a new key from the system's random numbers.
  ///
  /// - Precondition: The system has random numbers; libsodium ends the program where it has none.
  public init() {
    precondition(sodium_init() >= 0, "libsodium does not start")
    var key: SigningKey
    // Zeros in the key's first bytes stand for "unsigned" in a bundle: one key in 2^64.
    repeat { key = SigningKey(seed: SigningKey.randomSeed()) } while key.publicKey.identity == 0
    self = key
  }

  /// A key from its secret bytes; nil if they are not 32.
  public init?(secret: Span<UInt8>) {
    guard secret.count == 32 else { return nil }
    var seed = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { seed[index] = secret[index] }
    self.init(seed: seed)
  }

  private init(seed: InlineArray<32, UInt8>) {
    var publicKey = PublicKey()
    var expanded = InlineArray<64, UInt8>(repeating: 0)
    var publicBytes = publicKey.bytes.mutableSpan
    var expandedBytes = expanded.mutableSpan
    // libsodium writes 32 and 64 bytes and reads 32, which is what the spans have, during the call.
    unsafe publicBytes.withUnsafeMutableBufferPointer { publicKey in
      unsafe expandedBytes.withUnsafeMutableBufferPointer { expanded in
        unsafe seed.span.withUnsafeBufferPointer { seed in
          guard let publicKey = publicKey.baseAddress, let expanded = expanded.baseAddress,
            let seed = seed.baseAddress
          else { return }
          _ = unsafe crypto_sign_seed_keypair(publicKey, expanded, seed)
        }
      }
    }
    (secret, self.publicKey, self.expanded) = (seed, publicKey, expanded)
  }

  private static func randomSeed() -> InlineArray<32, UInt8> {
    var seed = InlineArray<32, UInt8>(repeating: 0)
    var bytes = seed.mutableSpan
    // libsodium writes the span's bytes, during the call.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe randombytes_buf(start, buffer.count)
    }
    return seed
  }

  /// Signs a message.
  ///
  /// - Parameter message: The message.
  /// - Returns: The signature, the same for the same message and key.
  public func signature(over message: Span<UInt8>) -> Signature {
    var signature = Signature()
    var bytes = signature.bytes.mutableSpan
    // libsodium writes 64 bytes and reads `count` and 64, which is what the spans have, during the call.
    unsafe bytes.withUnsafeMutableBufferPointer { signature in
      unsafe message.withUnsafeBufferPointer { message in
        unsafe expanded.span.withUnsafeBufferPointer { key in
          guard let signature = signature.baseAddress, let key = key.baseAddress else { return }
          _ = unsafe crypto_sign_detached(
            signature, nil, message.baseAddress, UInt64(message.count), key)
        }
      }
    }
    return signature
  }
}
