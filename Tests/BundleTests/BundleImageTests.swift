import Bundle
import Configuration
import Testing
import Vocabulary

@Suite struct BundleImageTests {
  private let bytes = TestBundle.bytes()

  /// The bundle with some bytes replaced and a digest that fits them.
  private func damaged(at offset: Int, _ replacement: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes.replaceSubrange(offset..<(offset + replacement.count), with: replacement)
    BundleWriter.seal(&bytes)
    return bytes
  }

  /// Offset of a field of an entry of the section table.
  private func entry(_ index: Int, _ field: Int = 0) -> Int {
    BundleLayout.tableOffset + index * BundleLayout.entryBytes + field
  }

  @Test func findsEverySectionWhereItLies() throws {
    let image = try TestBundle.check(bytes)
    #expect(image.length == bytes.count)
    #expect(image.versionCounter == 42)
    #expect(image.sectionCount == 6)
    for (kind, index, expected) in [
      (SectionKind.model, 0, [1, 2, 3]), (.model, 1, [UInt8](repeating: 9, count: 17)), (.signalDesign, 0, [4]),
      (.alarmPolicy, 0, [5, 6]),
    ] {
      let range = try #require(image.section(kind, at: index))
      #expect(Array(bytes[range]) == expected)
      #expect(range.lowerBound % BundleLayout.alignment == 0)
    }
    #expect(image.section(.model, at: 2) == nil)
    #expect(image.section(at: 3).version == 4)
  }

  @Test func carriesTheBoardAndTheSiteAsTheyWereWritten() throws {
    let image = try TestBundle.check(bytes)
    #expect(TestBundle.encoded(image.board) == TestBundle.encoded(TestBundle.board()))
    #expect(TestBundle.encoded(image.site) == TestBundle.encoded(TestBundle.site()))
    #expect(image.board.line(.alarm) == TestBundle.line(.alarm, "ALARM", .active))
    #expect(image.board.line(.buzzer) == nil)
  }

  @Test func isTheSameHoweverTheSectionsAreGiven() {
    #expect(TestBundle.bytes([5, 1, 2, 4, 0, 3].map { TestBundle.sections()[$0] }) == bytes)
  }

  @Test func refusesABundleWithAnyByteFlipped() {
    for offset in bytes.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var flipped = bytes
        flipped[offset] ^= mask
        #expect(throws: BundleFault.self, "offset \(offset), mask \(mask)") { try TestBundle.check(flipped) }
      }
    }
  }

  @Test func refusesABundleCutAtAnyByte() {
    for count in bytes.indices {
      #expect(throws: BundleFault.self, "cut at \(count)") { try TestBundle.check(Array(bytes.prefix(count))) }
    }
  }

  @Test func refusesABundleCutAtAnyByteWhoseHeaderSaysSo() {
    for count in BundleLayout.tableOffset..<bytes.count {
      var cut = Array(bytes.prefix(count))
      for index in 0..<4 {
        cut[BundleLayout.lengthOffset + index] = UInt8(truncatingIfNeeded: count >> (8 * index))
      }
      BundleWriter.seal(&cut)
      #expect(throws: BundleFault.self, "cut at \(count)") { try TestBundle.check(cut) }
    }
  }

  @Test func refusesBytesThatAreNoBundle() {
    #expect(throws: BundleFault.truncated(length: 0, needed: 144)) { try TestBundle.check([]) }
    #expect(throws: BundleFault.notABundle) { try TestBundle.check([UInt8](repeating: 0, count: 4096)) }
  }

  @Test func refusesAnUnknownFormat() {
    #expect(throws: BundleFault.formatVersion(found: 2)) { try TestBundle.check(damaged(at: 8, [2, 0])) }
  }

  @Test func refusesAnotherLength() {
    #expect(throws: BundleFault.length(declared: UInt32(bytes.count), found: bytes.count + 1)) {
      try TestBundle.check(bytes + [0])
    }
    #expect(throws: BundleFault.length(declared: .max, found: bytes.count)) {
      try TestBundle.check(damaged(at: BundleLayout.lengthOffset, [0xFF, 0xFF, 0xFF, 0xFF]))
    }
  }

  @Test(arguments: [0, 17, 65_535]) func refusesAnImpossibleSectionCount(count: Int) {
    let replacement = [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
    #expect(throws: BundleFault.sectionCount(found: count)) {
      try TestBundle.check(damaged(at: BundleLayout.sectionCountOffset, replacement))
    }
  }

  @Test(arguments: [BundleLayout.keyOffset, BundleLayout.keyOffset + 7, BundleLayout.signatureOffset + 63])
  func refusesAKeyWithoutASignatureAndTheReverse(offset: Int) {
    #expect(throws: BundleFault.signature(offset: BundleLayout.signatureOffset)) {
      try TestBundle.check(damaged(at: offset, [1]))
    }
  }

  @Test func refusesABadIdentity() {
    let offset = BundleLayout.identityOffset
    #expect(throws: BundleFault.identity(offset: offset)) { try TestBundle.check(damaged(at: offset, [0])) }
    #expect(throws: BundleFault.identity(offset: offset)) { try TestBundle.check(damaged(at: offset + 1, [0x80])) }
    #expect(throws: BundleFault.identity(offset: offset)) { try TestBundle.check(damaged(at: offset + 15, [0x41])) }
  }

  @Test func refusesAHeaderOfAnotherBoard() {
    #expect(throws: BundleFault.field(.identity, offset: 0)) {
      try TestBundle.check(damaged(at: BundleLayout.identityOffset, Array("else".utf8)))
    }
  }

  @Test func refusesAnUnknownKind() {
    #expect(throws: BundleFault.sectionKind(offset: entry(5), found: 7)) {
      try TestBundle.check(damaged(at: entry(5), [7, 0]))
    }
  }

  @Test func refusesKindsOutOfOrder() {
    #expect(throws: BundleFault.sectionOrder(offset: entry(5))) {
      try TestBundle.check(damaged(at: entry(5), [1, 0]))
    }
  }

  @Test func refusesASecondSectionOfAKindThatHasOne() {
    let sections = TestBundle.sections()
    #expect(throws: BundleFault.duplicateSection(.site, offset: entry(2))) {
      try TestBundle.check(TestBundle.bytes(sections + [sections[1]]))
    }
  }

  @Test(arguments: [SectionKind.board, .site, .model, .signalDesign, .alarmPolicy])
  func refusesABundleWithoutASectionThatEveryBundleHas(kind: SectionKind) {
    #expect(throws: BundleFault.missingSection(kind)) {
      try TestBundle.check(TestBundle.bytes(TestBundle.sections().filter { $0.kind != kind }))
    }
  }

  @Test func refusesSectionsThatOverlapOrLeaveARoom() throws {
    let range = try #require(TestBundle.check(bytes).section(.site))
    for start in [0, range.lowerBound - 16, range.lowerBound + 1, range.lowerBound + 16, Int(UInt32.max)] {
      let replacement = (0..<4).map { UInt8(truncatingIfNeeded: start >> (8 * $0)) }
      #expect(
        throws: BundleFault.sectionOffset(offset: entry(1), found: UInt32(start), expected: range.lowerBound)
      ) { try TestBundle.check(damaged(at: entry(1, 4), replacement)) }
    }
  }

  @Test func refusesSectionsThatAreEmptyOrReachPastTheEnd() throws {
    let start = try #require(TestBundle.check(bytes).section(.alarmPolicy)).lowerBound
    for length: UInt32 in [0, 3, .max] {
      let replacement = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
      #expect(
        throws: BundleFault.sectionLength(offset: entry(5), found: length, available: bytes.count - start)
      ) { try TestBundle.check(damaged(at: entry(5, 8), replacement)) }
    }
  }

  @Test func refusesAnythingBetweenSections() throws {
    let end = try #require(TestBundle.check(bytes).section(.model)).upperBound
    #expect(throws: BundleFault.padding(offset: end)) { try TestBundle.check(damaged(at: end, [1])) }
  }

  @Test func refusesBytesAfterTheLastSection() {
    #expect(throws: BundleFault.trailingBytes(offset: bytes.count - 1)) {
      try TestBundle.check(damaged(at: entry(5, 8), [1]))
    }
  }

  @Test func namesTheSectionThatIsDamaged() throws {
    for (kind, index) in [(SectionKind.board, 0), (.site, 0), (.model, 1), (.signalDesign, 0), (.alarmPolicy, 0)] {
      let range = try #require(TestBundle.check(bytes).section(kind, at: index))
      #expect(throws: BundleFault.sectionCheck(kind, offset: range.lowerBound)) {
        try TestBundle.check(damaged(at: range.upperBound - 1, [bytes[range.upperBound - 1] ^ 1]))
      }
    }
  }

  @Test func refusesADigestThatDoesNotFit() {
    var flipped = bytes
    flipped[BundleLayout.digestOffset + 31] ^= 1
    #expect(throws: BundleFault.digest) { try TestBundle.check(flipped) }
    flipped = bytes
    flipped[BundleLayout.versionCounterOffset] ^= 1
    #expect(throws: BundleFault.digest) { try TestBundle.check(flipped) }
  }

  @Test(arguments: [(SectionKind.board, 2), (.board, 4), (.site, 2), (.site, 4)] as [(SectionKind, UInt16)])
  func refusesASectionOfAnotherVersion(kind: SectionKind, version: UInt16) {
    var sections = TestBundle.sections()
    for index in sections.indices where sections[index].kind == kind { sections[index].version = version }
    #expect(throws: BundleFault.sectionVersion(kind, found: version)) {
      try TestBundle.check(TestBundle.bytes(sections))
    }
  }
}
