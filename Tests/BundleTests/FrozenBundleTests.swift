import Alarms
import Bundle
import Configuration
import Crypto
import Foundation
import TestSupport
import Testing
import Text
import Vocabulary

/// The bundle as committed bytes, which golden_bundle.py wrote from the form's description: a field that changes its
/// place or its width is a new version, not an edit.
@Suite struct FrozenBundleTests {
  private static let signer = "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad049664"
  private let bytes: [UInt8]
  private let key: SigningKey

  init() throws {
    let file = SharedData.repository.appending(path: "Tests/BundleTests/Fixtures/golden.bundle")
    bytes = try [UInt8](Data(contentsOf: file))
    let made = SigningKey(secret: Array(1...32).span)
    key = try #require(made)
  }

  private func image() throws -> BundleImage {
    var trust = Trust(leastVersionCounter: 0x0102_0304_0506_0708, board: FixedText("golden"))
    trust.append(key.publicKey)
    return try TestBundle.check(bytes, trust: trust)
  }

  private static func line(
    _ role: LineRole, _ polarity: Line.Polarity, _ failSafe: Line.FailSafe, _ chip: StaticString, _ name: StaticString
  ) -> Line {
    Line(role: role, polarity: polarity, failSafe: failSafe, chip: FixedText(chip), name: FixedText(name))
  }

  private func content(_ kind: SectionKind, _ index: Int = 0) throws -> [UInt8] {
    let found = try image().section(kind, at: index)
    let range = try #require(found)
    return Array(bytes[range])
  }

  @Test func theHeaderAndTheTableAreWhatTheyWere() throws {
    let image = try image()
    #expect(image.versionCounter == 0x0102_0304_0506_0708 && image.length == 1262 && image.sectionCount == 6)
    guard case .verified(let key) = image.signature else {
      Issue.record("not verified")
      return
    }
    #expect(key.hexadecimal == Self.signer)
    #expect(try content(.model) == Array("model".utf8))
    #expect(try content(.model, 1) == Array("other model".utf8))
    #expect(try content(.signalDesign) == Array("design".utf8))
    #expect((0..<6).map { image.section(at: $0).version } == [3, 3, 3, 4, 2, 2])
  }

  /// The digest of all of it is that of the file, and writing it anew gives the same bytes.
  @Test func theFileIsWrittenAsItWas() throws {
    let policy = try content(.alarmPolicy)
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    #expect(
      hasher.finish().hexadecimal
        == "fbb9a6fb0d66386910db78479fccc164dc3e260b8ace4e40c4e61909883a76d5")
    let image = try image()
    let sections = [
      EncodedSection(kind: .board, version: 3, bytes: TestBundle.encoded(image.board)),
      EncodedSection(kind: .site, version: 3, bytes: TestBundle.encoded(image.site)),
      EncodedSection(kind: .model, version: 3, bytes: Array("model".utf8)),
      EncodedSection(kind: .model, version: 4, bytes: Array("other model".utf8)),
      EncodedSection(kind: .signalDesign, version: 2, bytes: Array("design".utf8)),
      EncodedSection(kind: .alarmPolicy, version: 2, bytes: policy),
    ]
    var written = BundleWriter(
      versionCounter: image.versionCounter, identity: FixedText("golden"), sections: sections
    ).bytes()
    try BundleWriter.sign(&written, with: key)
    #expect(written == bytes)
  }

  @Test func theBoardIsWhatItWas() throws {
    let board = try image().board
    #expect(board.identity == FixedText("golden") && board.processor == FixedText("cortex-a53"))
    #expect(board.evidence == .vendor && board.releasedLines == .kept)
    #expect(board.spiDevice == FixedText("/dev/spidev0.0") && board.secondSPIDevice == FixedText("/dev/spidev0.1"))
    #expect(board.spiMode == 1 && board.spiHertz == 1_234_567)
    #expect(board.watchdogDevice == FixedText("/dev/watchdog0") && board.watchdogSeconds == 15)
    #expect(board.frontEnd.kind == .ads1299 && board.frontEnd.arrangement == .separateSelects)
    #expect(board.frontEnd.referenceMicrovolts == 4_500_000)
    #expect(board.frontEnd.registers[0][0x0D] == 0xFF && board.frontEnd.registers[0][0x11] == 0x0F)
    #expect(board.frontEnd.registers[1][0x05] == 0x50 && board.frontEnd.registers[1][0x0E] == 0x02)
    let labels: [StaticString] = ["Fp1", "F7", "T7", "P7", "O1", "Fp2", "F8", "T8", "P8", "O2"]
    #expect(board.frontEnd.inputCount == labels.count)
    for (index, label) in labels.enumerated() { #expect(board.labels[index] == ChannelName(label)) }
    let lines = [
      Self.line(.dataReady, .activeHigh, .none, "gpio-a", "DRDY"),
      Self.line(.start, .activeLow, .inactive, "gpio-b", "START"),
      Self.line(.alarm, .activeLow, .active, "gpio-c", "ALARM"),
      Self.line(.dataReady2, .activeHigh, .none, "gpio-d", "DRDY2"),
      Self.line(.monitoring, .activeHigh, .inactive, "gpio-e", "FINE"),
    ]
    #expect(board.lineCount == lines.count)
    for (index, line) in lines.enumerated() { #expect(board.lines[index] == line) }
  }

  @Test func theSiteIsWhatItWas() throws {
    let site = try image().site
    #expect(site.mains == .either && site.operatingPoint == .quiet && site.montage == .listed)
    #expect(
      site.log
        == LogSizes(
          segmentBytes: 131_072, segmentLimit: 17, flushIntervalSeconds: 19, bytesPerDay: 2_097_169, flushesPerDay: 97,
          clipBeforeSeconds: 23, clipAfterSeconds: 29))
    let first = SiteSection.Derivation(positive: ChannelName("Fp1"), negative: ChannelName("F7"))
    let second = SiteSection.Derivation(positive: ChannelName("O2"))
    #expect(site.derivationCount == 2 && site.derivations[0] == first && site.derivations[1] == second)
    #expect(site.stationKeyCount == 2)
    for index in 0..<32 {
      #expect(site.stationKeys[0][index] == 0x40 + UInt8(index) && site.stationKeys[1][index] == 0x60 + UInt8(index))
    }
    #expect(site.ownLevel == .fixed(steps: -13))
    let zone = site.timeZone
    #expect(zone.name == FixedText("Europe/Berlin") && zone.firstOffset == 3208 && zone.changeCount == 2)
    #expect(zone.changes[0] == TimeZoneRules.Change(second: -2_422_054_408, offset: 3600))
    #expect(zone.changes[1] == TimeZoneRules.Change(second: 828_234_000, offset: 7200))
    #expect(zone.standardOffset == 3600 && zone.daylightOffset == 7200)
    #expect(zone.daylightBegins == TimeZoneRules.Day(month: 3, week: 5, weekday: 0, second: 7200))
    #expect(zone.daylightEnds == TimeZoneRules.Day(month: 10, week: 4, weekday: 6, second: 10_800))
  }

  @Test func theAlarmPolicyIsWhatItWas() throws {
    let policy = AlarmPolicy(
      firingHops: 11, raiseCount: 7, clearCount: 3, holdHops: 0x0107, quorumPermille: 0x0103,
      technicalRaiseHops: 0x0205, technicalClearHops: 0x0306, nurseCallTechnicalSeconds: 0x0108)
    let section = try content(.alarmPolicy)
    #expect(try AlarmPolicy(decoding: section.span) == policy)
  }
}
