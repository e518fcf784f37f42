import Alarms
import Bundle
import Configuration
import Designer
import Testing
import Vocabulary

@Suite struct SiteDescriptionTests {
  private func expect(
    _ keys: [String], replacing part: String, with other: String, expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let findings = ShippedFiles.siteFindings(ShippedFiles.replacing(part, with: other, in: ShippedFiles.site))
    #expect(findings.map(\.key) == keys, "\(findings)", sourceLocation: sourceLocation)
    #expect(findings.first?.expected.contains(expected) == true, "\(findings)", sourceLocation: sourceLocation)
    #expect(findings.allSatisfy { $0.line != nil }, sourceLocation: sourceLocation)
  }

  @Test func theDefaultSiteIsWhatItsFileSays() throws {
    let site = try SiteDescription(text: ShippedFiles.site, file: "site.toml")
    #expect(site.section.mains == .either)
    #expect(site.section.montage == .automatic)
    #expect(site.section.operatingPoint == .balanced)
    #expect(site.section.log.segmentBytes == 4 << 20)
    #expect(site.section.stationKeyCount == 0)
    #expect(site.alarmPolicy.firingHops == 8)
    try site.alarmPolicy.validate()
    #expect(site.quality.unusable.contains(.leadOff))
    #expect(!site.quality.unusable.contains(.muscle))
  }

  /// The model was trained on windows judged by the standard thresholds.
  @Test func theDefaultSitesThresholdsAreTheStandardOnes() throws {
    #expect(try SiteDescription(text: ShippedFiles.site, file: "site.toml").quality == .standard)
  }

  @Test func whatIsNotKnownIsUnusableWhateverTheSiteSays() throws {
    let unusable = try SiteDescription(text: ShippedFiles.site, file: "site.toml").quality.unusable
    for defect in [Quality.gap, .settling, .invalid, .unknown] { #expect(unusable.contains(defect)) }
    #expect(!unusable.contains(.mains))
  }

  @Test func takesAMontageByLabels() throws {
    let text = ShippedFiles.replacing("\"auto\"\n", with: "[\"F7-T7\",\n\"Cz\"]\n", in: ShippedFiles.site)
    let section = try SiteDescription(text: text, file: "site.toml").section
    #expect(section.montage == .listed)
    #expect(section.derivationCount == 2)
    #expect(section.derivations[0].positive.text == "F7")
    #expect(section.derivations[0].negative.text == "T7")
    #expect(section.derivations[1].positive.text == "Cz")
    #expect(section.derivations[1].negative.count == 0)
  }

  @Test func takesAnOwnLevelLearnedOffOrFixed() throws {
    for (text, level) in [
      ("own_level = \"learned\"", SiteSection.OwnLevel.learned), ("", .learned),
      ("own_level = \"off\"", .fixed(steps: 0)), ("own_level = -24", .fixed(steps: -24)),
    ] {
      let site = ShippedFiles.replacing("own_level = \"learned\"", with: text, in: ShippedFiles.site)
      #expect(try SiteDescription(text: site, file: "site.toml").section.ownLevel == level)
    }
    let shipped = "own_level = \"learned\""
    expect(["own_level"], replacing: shipped, with: "own_level = -41", expected: "from -40 to 40")
    expect(
      ["own_level"], replacing: shipped, with: "own_level = \"on\"", expected: "a whole number of steps from -40 to 40")
    expect(["own_level"], replacing: shipped, with: "own_level = 1.5", expected: "\"off\"")
  }

  @Test func takesStationKeys() throws {
    let key = String(repeating: "0aF1", count: 16)
    let text = ShippedFiles.replacing("station_keys = []", with: "station_keys = [\"\(key)\"]", in: ShippedFiles.site)
    let section = try SiteDescription(text: text, file: "site.toml").section
    #expect(section.stationKeyCount == 1)
    #expect(section.stationKeys[0][0] == 0x0A)
    #expect(section.stationKeys[0][31] == 0xF1)
  }

  @Test func refusesAMontageThatCannotBe() {
    expect(["montage"], replacing: "\"auto\"\n", with: "\"banana\"\n", expected: "\"double-banana\", or a list")
    expect(["montage"], replacing: "\"auto\"\n", with: "[]\n", expected: "1 to 32")
    expect(["montage[0]"], replacing: "\"auto\"\n", with: "[\"F7-t7\"]\n", expected: "did you mean \"T7\"?")
    expect(["montage[0]"], replacing: "\"auto\"\n", with: "[\"F7-F7\"]\n", expected: "two different electrodes")
    expect(["montage[0]"], replacing: "\"auto\"\n", with: "[\"F7-T7-P7\"]\n", expected: "one electrode")
    expect(["montage[1]"], replacing: "\"auto\"\n", with: "[\"Cz\", \"Cz\"]\n", expected: "every derivation once")
    expect(
      ["montage[1]"], replacing: "\"auto\"\n", with: "[\"F7-T7\", \"T7-F7\"]\n", expected: "every derivation once")
  }

  @Test func refusesElectrodesThatTheBoardDoesNotHave() throws {
    let text = ShippedFiles.replacing("\"auto\"\n", with: "[\"F7-T7\",\n\"C3-P7\"]\n", in: ShippedFiles.site)
    let site = try SiteDescription(text: text, file: "site.toml")
    let board = try BoardDescription(text: ShippedFiles.board, file: "virtual.toml")
    let findings = site.findings(on: board)
    #expect(findings.map(\.key) == ["montage[1]"])
    #expect(findings.first?.line == ShippedFiles.line(of: "\"C3-P7\"", in: text))
    #expect(findings.first?.found == "electrode \"C3\"")
    #expect(findings.first?.expected.contains("virtual.toml") == true)
    #expect(throws: ConfigurationError(findings)) {
      try BundleBuilder(board: board, site: site, sections: []).build()
    }
  }

  @Test func refusesAMainsFrequencyThatNoCountryHas() {
    expect(["mains_hz"], replacing: "[50, 60]\n\n", with: "[55]\n\n", expected: "[50], [60]")
    expect(["mains_hz"], replacing: "[50, 60]\n\n", with: "50\n\n", expected: "[50], [60]")
  }

  @Test func refusesAnAlarmPolicyThatContradictsItself() {
    expect(["alarm.raise_count"], replacing: "raise_count = 2", with: "raise_count = 9", expected: "from 1 to 8")
    // More hops than a short seizure has.
    expect(
      ["alarm.raise_count"], replacing: "firing_hops = 8\nraise_count = 2",
      with: "firing_hops = 32\nraise_count = 11",
      expected: "from 1 to 10")
    expect(["alarm.clear_count"], replacing: "clear_count = 1", with: "clear_count = 2", expected: "from 0 to 1")
    expect(["alarm.firing_hops"], replacing: "firing_hops = 8", with: "firing_hops = 33", expected: "from 1 to 32")
    expect(["alarm.quorum_permille"], replacing: "= 500", with: "= 249", expected: "from 250 to 1000")
  }

  @Test func refusesThresholdsThatMeanNothing() {
    expect(["quality.flat_uv"], replacing: "flat_uv = 1", with: "flat_uv = 0", expected: "from 0.5 to 20")
    expect(["quality.mains_ratio"], replacing: "ratio = 16", with: "ratio = \"16\"", expected: "a number")
    expect(
      ["quality.unusable[3]"], replacing: "\"lead_off\"]", with: "\"lead_off\", \"muscle\"]",
      expected: "one of lead_off, saturated, flat, mains")
    expect(
      ["quality.unusable[3]"], replacing: "\"lead_off\"]", with: "\"lead_off\", \"main\"]",
      expected: "did you mean \"mains\"?")
  }

  @Test func refusesOtherBadValues() {
    expect(["operating_point"], replacing: "= \"balanced\"", with: "= \"best\"", expected: "\"quiet\"")
    expect(["station_keys[0]"], replacing: "station_keys = []", with: "station_keys = [\"ab\"]", expected: "32 bytes")
    expect(["log.segment_limit"], replacing: "= 256", with: "= 1", expected: "2 to 65536")
    expect(["log.size"], replacing: "[log]", with: "[log]\nsize = 1", expected: "segment_bytes")
  }

  @Test func everySectionComesBackAsTheBoardReadsIt() throws {
    let site = try SiteDescription(text: ShippedFiles.site, file: "site.toml")
    let section = try SiteSection(bytes: site.encoded.bytes.span, version: site.encoded.version)
    #expect(section.log == site.section.log)
    #expect(try AlarmPolicy(decoding: site.encodedAlarmPolicy.bytes.span) == site.alarmPolicy)
  }
}
