import Bundle
import Configuration
import Crypto
import Vocabulary

/// A small sound bundle and its parts, for the tests to damage.
enum TestBundle {
  /// ADS1299 with one input at 250 samples a second and gain 24.
  static func board() -> BoardSection {
    var registers = InlineArray<24, UInt8>(repeating: 0)
    registers[0x00] = 0x1E
    registers[0x01] = 0xD6
    registers[0x02] = 0xC0
    registers[0x03] = 0xEC
    registers[0x05] = 0x60
    for address in 0x06...0x0C { registers[address] = 0x81 }
    registers[0x14] = 0x0F
    var labels = PerInput<ChannelName>(repeating: ChannelName())
    labels[0] = ChannelName("F7-T7")
    var board = BoardSection(
      identity: FixedText("test"), processor: FixedText("cortex-a53"), evidence: .emulated,
      spiDevice: FixedText("/dev/spidev0.0"), spiMode: 1, spiHertz: 1_000_000,
      frontEnd: FrontEnd(
        kind: .ads1299, arrangement: .single, inputCount: 1, referenceMicrovolts: 4_500_000,
        registers: [registers, InlineArray(repeating: 0)]),
      labels: labels, watchdogDevice: FixedText("/dev/watchdog0"), watchdogSeconds: 15,
      releasedLines: .input)
    board.append(line(.dataReady, "DRDY", .none))
    board.append(line(.alarm, "ALARM", .active))
    return board
  }

  /// Two chips with chip selects of their own, ten inputs, the second chip at gain 12.
  static func twoChips() -> BoardSection {
    var board = board()
    var registers = board.frontEnd.registers[0]
    for input in 0..<8 { registers[0x05 + input] = 0x60 }
    board.frontEnd.arrangement = .separateSelects
    board.frontEnd.inputCount = 10
    board.frontEnd.registers[0] = registers
    for input in 0..<8 { registers[0x05 + input] = input < 2 ? 0x50 : 0x81 }
    board.frontEnd.registers[1] = registers
    board.secondSPIDevice = FixedText("/dev/spidev0.1")
    let names: [StaticString] = ["Fp1", "F7", "T7", "P7", "O1", "Fp2", "F8", "T8", "P8", "O2"]
    for (input, name) in names.enumerated() { board.labels[input] = ChannelName(name) }
    board.append(line(.dataReady2, "DRDY2", .none))
    return board
  }

  static func line(_ role: LineRole, _ name: StaticString, _ failSafe: Line.FailSafe) -> Line {
    Line(
      role: role, polarity: .activeLow, failSafe: failSafe, chip: FixedText("gpio"), name: FixedText(name))
  }

  static func site() -> SiteSection {
    var site = SiteSection(
      mains: .fifty, operatingPoint: .balanced,
      log: LogSizes(
        segmentBytes: 65_536, segmentLimit: 2, flushIntervalSeconds: 10, bytesPerDay: 1 << 20, flushesPerDay: 24,
        clipBeforeSeconds: 10, clipAfterSeconds: 10), montage: .listed)
    site.append(SiteSection.Derivation(positive: ChannelName("F7-T7")))
    site.append(SiteSection.Derivation(positive: ChannelName("F7"), negative: ChannelName("T7")))
    site.append(stationKey: InlineArray(repeating: 7))
    return site
  }

  static func encoded(_ board: BoardSection) -> [UInt8] {
    var buffer = ByteBuffer()
    board.encode(into: &buffer)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  static func encoded(_ site: SiteSection) -> [UInt8] {
    var buffer = ByteBuffer()
    site.encode(into: &buffer)
    return buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
  }

  static func sections() -> [EncodedSection] {
    [
      EncodedSection(kind: .board, version: BoardSection.version, bytes: encoded(board())),
      EncodedSection(kind: .site, version: SiteSection.version, bytes: encoded(site())),
      EncodedSection(kind: .model, version: 3, bytes: [1, 2, 3]),
      EncodedSection(kind: .model, version: 4, bytes: [UInt8](repeating: 9, count: 17)),
      EncodedSection(kind: .signalDesign, version: 1, bytes: [4]),
      EncodedSection(kind: .alarmPolicy, version: 2, bytes: [5, 6]),
    ]
  }

  static func bytes(_ sections: [EncodedSection] = sections()) -> [UInt8] {
    BundleWriter(versionCounter: 42, identity: board().identity, sections: sections).bytes()
  }

  static func check(_ bytes: [UInt8], trust: Trust = Trust()) throws(BundleFault) -> BundleImage {
    try BundleImage(checking: bytes.span, hasher: SHA256Hasher.self, verifier: Ed25519Verifier.self, trust: trust)
  }
}
