import HostCrypto
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
}
