import Bundle
import Testing
import Vocabulary

@Suite struct SiteSectionTests {
  private static let zoneBytes = 40 + 4 + 1 + 4 + 4 + 2 * 7
  private let bytes = TestBundle.encoded(TestBundle.site())

  private func expect(
    _ field: BundleField, at offset: Int, replacing place: Int, with replacement: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var bytes = bytes
    bytes.replaceSubrange(place..<(place + replacement.count), with: replacement)
    #expect(throws: BundleFault.field(field, offset: offset), sourceLocation: sourceLocation) {
      try SiteSection(bytes: bytes.span, version: SiteSection.version)
    }
  }

  @Test func comesBackAsItWasWritten() throws {
    let site = try SiteSection(bytes: bytes.span, version: SiteSection.version)
    #expect(TestBundle.encoded(site) == bytes)
    #expect(site.mains == .fifty)
    #expect(site.operatingPoint == .balanced)
    #expect(site.log == TestBundle.site().log)
    #expect(site.derivationCount == 2)
    #expect(site.derivations[1].negative == ChannelName("T7"))
    #expect(site.stationKeyCount == 1)
    #expect(site.stationKeys[0][31] == 7)
  }

  @Test func isRefusedCutAtAnyByteAndWithOneMore() {
    for count in bytes.indices {
      #expect(throws: BundleFault.self, "cut at \(count)") {
        try SiteSection(bytes: Array(bytes.prefix(count)).span, version: SiteSection.version)
      }
    }
    #expect(throws: BundleFault.sectionEnd(.site, offset: bytes.count)) {
      try SiteSection(bytes: (bytes + [0]).span, version: SiteSection.version)
    }
  }

  @Test func refusesNumbersThatStandForNothing() {
    expect(.mains, at: 0, replacing: 0, with: [0])
    expect(.mains, at: 0, replacing: 0, with: [4])
    expect(.operatingPoint, at: 1, replacing: 1, with: [3])
    expect(.montage, at: 30, replacing: 30, with: [4])
  }

  @Test func refusesLogSizesOutsideTheirRanges() {
    for (place, replacement) in [
      (2, [0xFF, 0xFF, 0, 0]), (6, [1, 0, 0, 0]), (10, [0, 0, 0, 0]), (14, [0, 0, 0, 0, 0, 0, 0, 0]),
      (22, [0, 0, 0, 0]), (26, [0xFF, 0xFF]), (28, [0xFF, 0xFF]),
    ] as [(Int, [UInt8])] {
      expect(.log, at: 2, replacing: place, with: replacement)
    }
  }

  @Test func refusesAListThatDoesNotSuitTheMontage() {
    expect(.montage, at: 31, replacing: 31, with: [0])
    expect(.montage, at: 31, replacing: 31, with: [33])
    expect(.montage, at: 31, replacing: 30, with: [1])
    expect(.montage, at: 31, replacing: 30, with: [2])
  }

  @Test func refusesDerivationsOfNothingOfOneElectrodeTwiceAndGivenTwice() {
    expect(.derivation, at: 32, replacing: 32, with: [0])
    expect(.derivation, at: 32, replacing: 40, with: [0x41])
    expect(.derivation, at: 80, replacing: 80, with: Array("F7".utf8))
    expect(.derivation, at: 64, replacing: 64, with: Array(bytes[32..<64]))
  }

  @Test func carriesAnOwnLevelLearnedOrFixed() throws {
    for level in [SiteSection.OwnLevel.learned, .fixed(steps: -40), .fixed(steps: 0), .fixed(steps: 40)] {
      var site = TestBundle.site()
      site.ownLevel = level
      let bytes = TestBundle.encoded(site)
      #expect(try SiteSection(bytes: bytes.span, version: SiteSection.version).ownLevel == level)
    }
    // Behind it the time zone: UTC, without a change.
    let last = bytes.count - Self.zoneBytes - 1
    expect(.ownLevel, at: last, replacing: last, with: [41])
    expect(.ownLevel, at: last, replacing: last, with: [UInt8(bitPattern: -41)])
    #expect(throws: BundleFault.sectionVersion(.site, found: 1)) { try SiteSection(bytes: bytes.span, version: 1) }
  }

  @Test func carriesATimeZoneAndRefusesOneThatCannotBe() throws {
    var site = TestBundle.site()
    site.timeZone = TimeZoneRules(name: FixedText("Here/There"), offset: -12_600)
    site.timeZone.append(.init(second: 1_800_000_000, offset: 3600))
    site.timeZone.append(.init(second: 1_900_000_000, offset: 0))
    site.timeZone.daylightOffset = 3600
    site.timeZone.daylightBegins = .init(month: 3, week: 5, weekday: 0, second: 7200)
    site.timeZone.daylightEnds = .init(month: 10, week: 5, weekday: 6, second: -3600)
    let bytes = TestBundle.encoded(site)
    let read = try SiteSection(bytes: bytes.span, version: SiteSection.version).timeZone
    #expect(TestBundle.encoded(site) == bytes && read.name == site.timeZone.name)
    for second in [0, 1_799_999_999, 1_800_000_000, 1_900_000_000, 1_932_000_000, 2_100_000_000] as [Int64] {
      #expect(read.offset(at: second) == site.timeZone.offset(at: second))
    }
    let start = self.bytes.count - Self.zoneBytes
    for (place, replacement) in [
      (0, [UInt8](repeating: 0, count: 3)), (0, [0x07]), (40, [0xFF, 0xFF, 0xFF, 0x7F]), (44, [65]),
      (45, [0, 0, 0, 0x80]), (53, [0]), (53, [13]), (54, [0]), (54, [6]), (55, [7]), (56, [0, 0, 0, 1]),
    ] as [(Int, [UInt8])] {
      var changed = self.bytes
      changed.replaceSubrange(start + place..<start + place + replacement.count, with: replacement)
      #expect(throws: BundleFault.self, "\(place)") {
        try SiteSection(bytes: changed.span, version: SiteSection.version)
      }
    }
  }

  @Test func refusesTooManyStationKeysAndOneOfZeros() {
    expect(.stationKey, at: 96, replacing: 96, with: [5])
    expect(.stationKey, at: 97, replacing: 97, with: [UInt8](repeating: 0, count: 32))
  }
}
