import CSodium
import Crypto
import Testing
import Vocabulary

@Suite struct SHA256HasherTests {
  /// The first example of FIPS 180-4: the digest of "abc".
  @Test func givesTheDigestOfFIPS180() {
    let expected: [UInt8] = [
      0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40, 0xDE, 0x5D, 0xAE, 0x22, 0x23,
      0xB0, 0x03, 0x61, 0xA3, 0x96, 0x17, 0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2, 0x00, 0x15, 0xAD,
    ]
    var hasher = SHA256Hasher()
    hasher.update([UInt8]("a".utf8).span)
    hasher.update([UInt8]("bc".utf8).span)
    let digest = hasher.finish()
    #expect((0..<32).map { digest.bytes[$0] } == expected)
  }

  /// However a message is cut into pieces, its digest is libsodium's of the whole.
  @Test func piecesOfAnyLengthGiveTheDigestOfLibsodium() {
    var generator = SystemRandomNumberGenerator()
    for count in [0, 1, 55, 56, 63, 64, 65, 127, 128, 200, 4_096, 100_003] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var expected = [UInt8](repeating: 0, count: 32)
      // libsodium writes 32 bytes and reads the message's.
      _ = unsafe crypto_hash_sha256(&expected, bytes, UInt64(count))
      for most in [1, 7, 64, 210, 5_000] {
        var hasher = SHA256Hasher()
        var start = 0
        while start < count {
          let end = min(count, start + Int.random(in: 0...most, using: &generator))
          hasher.update(bytes.span.extracting(start..<end))
          start = end
        }
        let digest = hasher.finish()
        #expect((0..<32).map { digest.bytes[$0] } == expected, "\(count) bytes, at most \(most) at once")
      }
    }
  }
}
