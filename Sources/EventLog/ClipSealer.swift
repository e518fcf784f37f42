import Vocabulary

/// Seals clips to the station, so that nobody who has the board or its log can see the EEG in them.
public struct ClipSealer<Message: MessageSealing, Hasher: Hashing> {
  private let recipient: AgreementKey
  /// Each clip's secret follows from it, and from none of the others.
  private var seed: Digest

  /// Creates a sealer.
  ///
  /// - Parameters:
  ///   - recipient: The station's public key.
  ///   - seed: A random number of this start.
  public init(to recipient: AgreementKey, seed: Digest) {
    self.recipient = recipient
    self.seed = seed
  }

  /// What sealed clips are for.
  public static func withPurpose<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    let purpose: StaticString = "prodrome clip"
    return purpose.withUTF8Buffer { unsafe body($0.span) }
  }

  /// Seals a clip.
  ///
  /// - Parameter body: A clip's body that is not sealed; afterwards, one that is.
  /// - Returns: Whether it is sealed; if not, it is not to be written.
  public mutating func seal(_ body: inout ByteBuffer) -> Bool {
    let start = ClipBody.headingBytes
    guard body.count >= start, body.count + ClipBody.sealBytes <= Limits.recordBodyBytes else { return false }
    let secret = nextSecret()
    let message = Self.withPurpose { Message(to: recipient, secret: secret, info: $0) }
    guard let message else { return false }
    body.change(0..<1) { $0[0] = ClipBody.sealedVersion }
    var heading = InlineArray<32, UInt8>(repeating: 0)
    body.withBytes { bytes in for index in 0..<32 { heading[index] = bytes[index] } }
    var tag = InlineArray<16, UInt8>(repeating: 0)
    body.change(start..<body.count) { tag = message.seal(&$0, under: heading.span) }
    body.append(contentsOf: message.ephemeral.bytes.span)
    body.append(contentsOf: tag.span)
    return true
  }

  private mutating func nextSecret() -> Digest {
    var secret = MessageAuthentication<Hasher>(key: seed)
    let label = InlineArray<1, UInt8>(repeating: 1)
    secret.update(label.span)
    var next = MessageAuthentication<Hasher>(key: seed)
    let other = InlineArray<1, UInt8>(repeating: 2)
    next.update(other.span)
    seed = next.finish()
    return secret.finish()
  }
}
