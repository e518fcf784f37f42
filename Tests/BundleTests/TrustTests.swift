import Bundle
import Configuration
import Crypto
import Testing
import Text
import Vocabulary

@Suite struct TrustTests {
  private let key: SigningKey
  private let bytes: [UInt8]

  init() throws {
    let made = SigningKey(secret: Array(1...32).span)
    key = try #require(made)
    var bytes = TestBundle.bytes()
    try BundleWriter.sign(&bytes, with: key)
    self.bytes = bytes
  }

  private func trust(_ keys: [SigningKey], leastVersionCounter: UInt64 = 0, board: StaticString = "") -> Trust {
    var trust = Trust(leastVersionCounter: leastVersionCounter, board: FixedText(board))
    for key in keys { trust.append(key.publicKey) }
    return trust
  }

  private func expect(
    _ fault: BundleFault, _ bytes: [UInt8], _ trust: Trust, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: fault, sourceLocation: sourceLocation) { try TestBundle.check(bytes, trust: trust) }
  }

  @Test func aBundleSignedByAnyTrustedKeyIsLetInAndNamesIt() throws {
    let others = [SigningKey(), SigningKey(), SigningKey()]
    for keys in [[key], others + [key]] {
      guard case .verified(let found) = try TestBundle.check(bytes, trust: trust(keys)).signature else {
        Issue.record("not verified")
        return
      }
      #expect(found == key.publicKey)
    }
  }

  @Test func withoutTrustedKeysASignatureIsNamedButNotBelieved() throws {
    guard case .unverified(let identity) = try TestBundle.check(bytes).signature else {
      Issue.record("expected: not verified")
      return
    }
    #expect(BundleFault.hexadecimal(identity) == String(key.publicKey.hexadecimal.prefix(16)))
    guard case .unsigned = try TestBundle.check(TestBundle.bytes()).signature else {
      Issue.record("expected: unsigned")
      return
    }
  }

  @Test func anUnsignedBundleIsRefusedWhereAKeyIsTrusted() {
    expect(.notSigned, TestBundle.bytes(), trust([key]))
  }

  @Test func aBundleSignedByAnotherKeyIsRefused() {
    expect(.untrustedKey(keyIdentity: key.publicKey.identity), bytes, trust([SigningKey(), SigningKey()]))
  }

  /// Both keys while boards are brought over to the new one; then the old one is revoked, and with it every bundle that
  /// bears it, also the one that a board runs.
  @Test func aKeyIsExchangedAndTheOldOneRevoked() throws {
    let new = SigningKey()
    var later = TestBundle.bytes()
    try BundleWriter.sign(&later, with: new)
    for bundle in [bytes, later] {
      #expect(try TestBundle.check(bundle, trust: trust([key, new])).length == bundle.count)
    }
    #expect(try TestBundle.check(later, trust: trust([new])).length == later.count)
    expect(.untrustedKey(keyIdentity: key.publicKey.identity), bytes, trust([new]))
    expect(.untrustedKey(keyIdentity: new.publicKey.identity), later, trust([key]))
  }

  @Test func aBundleThatOnlyNamesATrustedKeyIsRefused() throws {
    var forged = TestBundle.bytes()
    try BundleWriter.sign(&forged, with: SigningKey())
    for index in 0..<8 { forged[BundleLayout.keyOffset + index] = key.publicKey.bytes[index] }
    BundleWriter.seal(&forged)
    expect(.forged(keyIdentity: key.publicKey.identity), forged, trust([key]))
    // A signature of the right key, but of another bundle.
    var other = TestBundle.bytes(TestBundle.sections().filter { $0.kind != .model || $0.version == 3 })
    try BundleWriter.sign(&other, with: key)
    var mixed = bytes
    mixed.replaceSubrange(80..<144, with: other[80..<144])
    expect(.forged(keyIdentity: key.publicKey.identity), mixed, trust([key]))
  }

  @Test func aDowngradeIsRefusedAndTheSameVersionIsNot() throws {
    expect(.downgrade(found: 42, least: 43), bytes, trust([key], leastVersionCounter: 43))
    expect(.downgrade(found: 42, least: .max), TestBundle.bytes(), Trust(leastVersionCounter: .max))
    #expect(try TestBundle.check(bytes, trust: trust([key], leastVersionCounter: 42)).versionCounter == 42)
  }

  @Test func aBundleForAnotherBoardIsRefused() throws {
    expect(.otherBoard, bytes, trust([key], board: "tes"))
    expect(.otherBoard, bytes, trust([key], board: "test2"))
    #expect(try TestBundle.check(bytes, trust: trust([key], board: "test")).length == bytes.count)
  }

  @Test func anyFlippedBitOfTheHeaderIsRefused() {
    let trust = trust([key])
    for offset in 0..<BundleLayout.tableOffset {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[offset] ^= 1 << UInt8(bit)
        #expect(throws: BundleFault.self, "offset \(offset), bit \(bit)") {
          try TestBundle.check(flipped, trust: trust)
        }
      }
    }
  }

  @Test func anyChangedByteIsRefusedEvenWhereDigestAndSumsAreMadeToFit() {
    let trust = trust([key])
    for offset in bytes.indices {
      var changed = bytes
      changed[offset] ^= 0xFF
      #expect(throws: BundleFault.self, "offset \(offset)") { try TestBundle.check(changed, trust: trust) }
      BundleWriter.seal(&changed)
      // Sealing repairs the digest itself.
      guard changed != bytes else { continue }
      #expect(throws: BundleFault.self, "offset \(offset), sealed") { try TestBundle.check(changed, trust: trust) }
    }
    // Past the sums as well: another site, rightly packed, under the old signature.
    var sections = TestBundle.sections()
    sections[4].bytes = [5]
    var repacked = TestBundle.bytes(sections)
    repacked.replaceSubrange(40..<48, with: bytes[40..<48])
    BundleWriter.seal(&repacked)
    repacked.replaceSubrange(80..<144, with: bytes[80..<144])
    expect(.forged(keyIdentity: key.publicKey.identity), repacked, trust)
  }

  private func appended(_ text: String) throws(TrustedKeysFault) -> Trust {
    var trust = Trust()
    try trust.appendKeys([UInt8](text.utf8).span)
    return trust
  }

  @Test func trustedKeysAreLinesOf64Digits() throws {
    let keys = (0..<4).map { _ in SigningKey().publicKey }
    for count in 1...4 {
      let trust = try appended(keys[..<count].map { "\($0.hexadecimal)\n" }.joined())
      #expect(trust.keyCount == count)
      for index in 0..<count { #expect(trust.keys[index] == keys[index]) }
    }
    #expect(try appended(keys[0].hexadecimal.uppercased() + "\n").keys[0] == keys[0])
  }

  @Test func aFileOfTrustedKeysThatIsAnythingElseIsRefused() {
    let line = key.publicKey.hexadecimal + "\n"
    #expect(throws: TrustedKeysFault.count(found: 0)) { try appended("") }
    let five = (0..<5).map { _ in SigningKey().publicKey.hexadecimal + "\n" }.joined()
    #expect(throws: TrustedKeysFault.count(found: 5)) { try appended(five) }
    #expect(throws: TrustedKeysFault.key(line: 2)) { try appended(line + line) }
    #expect(throws: TrustedKeysFault.key(line: 1)) { try appended(String(repeating: "0", count: 64) + "\n") }
    let cut = String(line.dropLast())
    let wrong: [String] = [
      cut, "\(line)\n", "# a key\n\(line)", "\(cut)\r\n", "g\(line.dropFirst())", "\(cut.dropLast())\n",
      "\(line)\(cut)",
      "  \(line)",
    ]
    for text in wrong {
      #expect(throws: TrustedKeysFault.self, "\(text)") { try appended(text) }
    }
  }
}
