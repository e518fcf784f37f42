import Crypto
import Testing
import Text
import Vocabulary

@Suite struct Ed25519Tests {
  /// RFC 8032, section 7.1, tests 1 and 3.
  private static let vectors = [
    (
      secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
      signature:
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
      signature:
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  private func isValid(_ signature: Signature, _ message: [UInt8], _ key: PublicKey) -> Bool {
    Ed25519Verifier.isValid(signature, over: message.span, by: key)
  }

  @Test func signsAndVerifiesAsTheStandardDoes() throws {
    for vector in Self.vectors {
      let key = try #require(Hexadecimal.bytes(vector.secret).flatMap { SigningKey(secret: $0.span) })
      let message = try #require(Hexadecimal.bytes(vector.message))
      let signature = key.signature(over: message.span)
      #expect(key.publicKey.hexadecimal == vector.publicKey)
      #expect(Hexadecimal.text((0..<64).map { signature.bytes[$0] }) == vector.signature)
      #expect(isValid(signature, message, key.publicKey))
    }
  }

  @Test func refusesAnotherMessageKeyOrSignature() throws {
    let key = SigningKey()
    let message: [UInt8] = [1, 2, 3]
    let signature = key.signature(over: message.span)
    #expect(!isValid(signature, [1, 2], key.publicKey))
    #expect(!isValid(signature, message, SigningKey().publicKey))
    for index in 0..<64 {
      var flipped = signature
      flipped.bytes[index] ^= 1
      #expect(!isValid(flipped, message, key.publicKey))
    }
    #expect(!isValid(Signature(), message, PublicKey()))
  }

  @Test func aKeyComesBackFromItsSecret() {
    let key = SigningKey()
    #expect(SigningKey(secret: key.secret.span)?.publicKey == key.publicKey)
    #expect(SigningKey(secret: [1, 2, 3].span) == nil)
  }

  @Test func hexadecimalIsPairsOfDigitsAndNothingElse() {
    #expect(Hexadecimal.bytes("00fFA5") == [0, 255, 165])
    #expect(Hexadecimal.text([0, 255, 165]) == "00ffa5")
    for text in ["0", "0g", "٠٠", " 00", "0x00"] { #expect(Hexadecimal.bytes(text) == nil, "\(text)") }
  }
}
