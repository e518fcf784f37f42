import CSodium
import Vocabulary

/// One message between a sender that nobody knows and the holder of a secret key: HPKE's base mode (RFC 9180) with
/// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305, its first message alone.
///
/// Each message has a key pair of its own, whose secret is forgotten: not even the sender can open it again.
public struct SealedMessage: MessageSealing {
  /// Bytes of the tag behind the sealed ones.
  public static let tagBytes = 16

  /// The message's own public key: RFC 9180's `enc`.
  public let ephemeral: AgreementKey
  private let key: Digest
  private let nonce: Digest

  /// Prepares to seal a message; nil for a recipient's key that is none.
  ///
  /// - Parameters:
  ///   - recipient: Who is to open it.
  ///   - secret: A random number that is used for nothing else.
  ///   - info: What it is for; the recipient says the same.
  public init?(to recipient: AgreementKey, secret: Digest, info: Span<UInt8>) {
    let ephemeral = Agreement.publicKey(of: secret)
    guard let shared = Agreement.shared(secret, with: recipient) else { return nil }
    self.init(shared, ephemeral, recipient, info)
  }

  /// Prepares to open a message; nil for a public key that is none.
  ///
  /// - Parameters:
  ///   - ephemeral: The message's own public key.
  ///   - secret: The recipient's secret key.
  ///   - info: What it is for.
  public init?(opening ephemeral: AgreementKey, secret: Digest, info: Span<UInt8>) {
    guard let shared = Agreement.shared(secret, with: ephemeral) else { return nil }
    self.init(shared, ephemeral, Agreement.publicKey(of: secret), info)
  }

  /// The public key of a secret one.
  public static func publicKey(of secret: Digest) -> AgreementKey { Agreement.publicKey(of: secret) }

  private init(_ shared: Digest, _ ephemeral: AgreementKey, _ recipient: AgreementKey, _ info: Span<UInt8>) {
    self.ephemeral = ephemeral
    let extracted = KeyDerivation.extract(.agreement, salt: Digest(), "eae_prk", shared.bytes.span)
    var expansion = KeyDerivation(extracted, .agreement, byteCount: 32, "shared_secret")
    expansion.update(ephemeral.bytes.span)
    expansion.update(recipient.bytes.span)
    let secret = KeyDerivation.extract(.scheme, salt: expansion.finish(), "secret", Span())
    let identity = KeyDerivation.extract(.scheme, salt: Digest(), "psk_id_hash", Span())
    let purpose = KeyDerivation.extract(.scheme, salt: Digest(), "info_hash", info)
    key = Self.expand(secret, byteCount: 32, "key", identity, purpose)
    nonce = Self.expand(secret, byteCount: 12, "base_nonce", identity, purpose)
  }

  private static func expand(
    _ secret: Digest, byteCount: UInt8, _ label: StaticString, _ identity: Digest, _ purpose: Digest
  ) -> Digest {
    var expansion = KeyDerivation(secret, .scheme, byteCount: byteCount, label)
    // 0: the base mode.
    let mode = InlineArray<1, UInt8>(repeating: 0)
    expansion.update(mode.span)
    expansion.update(identity.bytes.span)
    expansion.update(purpose.bytes.span)
    return expansion.finish()
  }

  /// Seals bytes where they are.
  ///
  /// - Parameters:
  ///   - bytes: The message; what is sealed stands in its place afterwards.
  ///   - heading: Bytes that stay readable and cannot be exchanged.
  /// - Returns: The tag.
  public func seal(_ bytes: inout MutableSpan<UInt8>, under heading: Span<UInt8>) -> InlineArray<16, UInt8> {
    var tag = InlineArray<16, UInt8>(repeating: 0)
    var tagBytes = tag.mutableSpan
    let count = bytes.count
    // libsodium writes 16 bytes and `count` over those it reads, reads the heading, 12 and 32 bytes, which is what the
    // spans have, during the call.
    unsafe bytes.withUnsafeMutableBufferPointer { message in
      unsafe tagBytes.withUnsafeMutableBufferPointer { tag in
        unsafe heading.withUnsafeBufferPointer { heading in
          unsafe nonce.bytes.span.withUnsafeBufferPointer { nonce in
            unsafe key.bytes.span.withUnsafeBufferPointer { key in
              guard let message = message.baseAddress, let tag = tag.baseAddress, let nonce = nonce.baseAddress,
                let key = key.baseAddress
              else { return }
              _ = unsafe crypto_aead_chacha20poly1305_ietf_encrypt_detached(
                message, tag, nil, message, UInt64(count), heading.baseAddress, UInt64(heading.count), nil, nonce,
                key)
            }
          }
        }
      }
    }
    return tag
  }

  /// Opens bytes where they are.
  ///
  /// - Parameters:
  ///   - bytes: What is sealed; the message stands in its place afterwards, or zeros.
  ///   - tag: The tag.
  ///   - heading: The bytes that stayed readable.
  /// - Returns: Whether it is what was sealed.
  public func open(_ bytes: inout MutableSpan<UInt8>, tag: InlineArray<16, UInt8>, under heading: Span<UInt8>) -> Bool {
    let count = bytes.count
    // libsodium writes `count` bytes over those it reads, reads the heading, 16, 12 and 32 bytes, which is what the
    // spans have, during the call.
    return unsafe bytes.withUnsafeMutableBufferPointer { message in
      unsafe tag.span.withUnsafeBufferPointer { tag in
        unsafe heading.withUnsafeBufferPointer { heading in
          unsafe nonce.bytes.span.withUnsafeBufferPointer { nonce in
            unsafe key.bytes.span.withUnsafeBufferPointer { key in
              guard let message = message.baseAddress, let tag = tag.baseAddress, let nonce = nonce.baseAddress,
                let key = key.baseAddress
              else { return false }
              return unsafe crypto_aead_chacha20poly1305_ietf_decrypt_detached(
                message, nil, message, UInt64(count), tag, heading.baseAddress, UInt64(heading.count), nonce, key)
                == 0
            }
          }
        }
      }
    }
  }
}
