import Crypto
import Testing
import Text
import Vocabulary

@Suite struct SealedMessageTests {
  private static func bytes(_ text: String) -> [UInt8] { Hexadecimal.bytes(text) ?? [] }

  private static func digest(_ text: String) -> Digest {
    var digest = Digest()
    for (index, byte) in bytes(text).enumerated() { digest.bytes[index] = byte }
    return digest
  }

  private static func text(_ key: AgreementKey) -> String { Hexadecimal.text((0..<32).map { key.bytes[$0] }) }

  // RFC 9180, A.2.1, base mode, sequence number 0.
  private static let info = bytes("4f6465206f6e2061204772656369616e2055726e")
  private static let ephemeral = digest("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
  private static let recipient = digest("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
  private static let message = bytes("4265617574792069732074727574682c20747275746820626561757479")
  private static let heading = bytes("436f756e742d30")
  private static let sealed = bytes(
    "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28")

  private static func split(_ sealed: [UInt8]) -> (bytes: [UInt8], tag: InlineArray<16, UInt8>) {
    let tag = Array(sealed.suffix(16))
    return (Array(sealed.dropLast(16)), InlineArray { tag[$0] })
  }

  @Test func theVectorOfRFC9180IsSealed() throws {
    let key = SealedMessage.publicKey(of: Self.recipient)
    #expect(Self.text(key) == "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
    let made = SealedMessage(to: key, secret: Self.ephemeral, info: Self.info.span)
    let context = try #require(made)
    #expect(Self.text(context.ephemeral) == "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
    var bytes = Self.message
    var span = bytes.mutableSpan
    let tag = context.seal(&span, under: Self.heading.span)
    #expect(bytes + (0..<16).map { tag[$0] } == Self.sealed)
  }

  @Test func itIsOpenedByItsKeyAndUnchangedAlone() {
    let key = SealedMessage.publicKey(of: Self.ephemeral)
    func opened(_ sealed: [UInt8], _ heading: [UInt8], secret: Digest = Self.recipient) -> [UInt8]? {
      guard let context = SealedMessage(opening: key, secret: secret, info: Self.info.span) else { return nil }
      var (bytes, tag) = Self.split(sealed)
      var span = bytes.mutableSpan
      return context.open(&span, tag: tag, under: heading.span) ? bytes : nil
    }
    #expect(opened(Self.sealed, Self.heading) == Self.message)
    #expect(opened(Self.sealed, Self.heading, secret: Self.ephemeral) == nil)
    for index in Self.sealed.indices {
      var changed = Self.sealed
      changed[index] ^= 1
      #expect(opened(changed, Self.heading) == nil)
    }
    #expect(opened(Self.sealed, Self.heading + [0]) == nil)
  }

  @Test func aKeyThatGivesEveryoneTheSameIsRefused() {
    let made = SealedMessage(to: AgreementKey(), secret: Self.ephemeral, info: Self.info.span)
    #expect(made == nil)
  }
}
