/// A port for sealing a message to a public key (HPKE, RFC 9180, base mode); libsodium is behind it on both sides.
public protocol MessageSealing {
  /// Prepares to seal a message; nil for a recipient's key that is none.
  ///
  /// - Parameters:
  ///   - recipient: Who is to open it.
  ///   - secret: A random number that is used for nothing else.
  ///   - info: What it is for; the recipient says the same.
  init?(to recipient: AgreementKey, secret: Digest, info: Span<UInt8>)

  /// The message's own public key.
  var ephemeral: AgreementKey { get }

  /// Seals bytes where they are, under a heading that stays readable.
  ///
  /// - Returns: The tag.
  func seal(_ bytes: inout MutableSpan<UInt8>, under heading: Span<UInt8>) -> InlineArray<16, UInt8>
}
