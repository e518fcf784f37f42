import Vocabulary

/// HKDF-SHA256 (RFC 5869) with the labels of HPKE (RFC 9180, section 4), of at most 32 bytes at a time.
struct KeyDerivation {
  /// Whose labels: section 4.1 has one for the agreement of keys, section 5.1 one for the whole scheme.
  enum Suite {
    /// DHKEM(X25519, HKDF-SHA256).
    case agreement
    /// That with HKDF-SHA256 and ChaCha20-Poly1305.
    case scheme
  }

  private var authentication: MessageAuthentication<SHA256Hasher>

  /// Starts LabeledExpand; the information follows by `update`.
  init(_ key: Digest, _ suite: Suite, byteCount: UInt8, _ label: StaticString) {
    authentication = MessageAuthentication(key: key)
    let length: InlineArray<2, UInt8> = [0, byteCount]
    authentication.update(length.span)
    Self.begin(&authentication, suite, label)
  }

  /// Adds information.
  mutating func update(_ bytes: Span<UInt8>) { authentication.update(bytes) }

  /// The derived bytes: the first that were asked for.
  mutating func finish() -> Digest {
    let counter = InlineArray<1, UInt8>(repeating: 1)
    authentication.update(counter.span)
    return authentication.finish()
  }

  /// LabeledExtract.
  static func extract(_ suite: Suite, salt: Digest, _ label: StaticString, _ material: Span<UInt8>) -> Digest {
    var authentication = MessageAuthentication<SHA256Hasher>(key: salt)
    begin(&authentication, suite, label)
    authentication.update(material)
    return authentication.finish()
  }

  private static func begin(
    _ authentication: inout MessageAuthentication<SHA256Hasher>, _ suite: Suite, _ label: StaticString
  ) {
    update(&authentication, "HPKE-v1")
    switch suite {
    case .agreement:
      update(&authentication, "KEM")
      let kem: InlineArray<2, UInt8> = [0x00, 0x20]
      authentication.update(kem.span)
    case .scheme:
      update(&authentication, "HPKE")
      let suite: InlineArray<6, UInt8> = [0x00, 0x20, 0x00, 0x01, 0x00, 0x03]
      authentication.update(suite.span)
    }
    update(&authentication, label)
  }

  private static func update(
    _ authentication: inout MessageAuthentication<SHA256Hasher>, _ text: StaticString
  ) {
    text.withUTF8Buffer { unsafe authentication.update($0.span) }
  }
}
