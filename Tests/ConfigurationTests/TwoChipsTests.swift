import Bundle
import Configuration
import Testing
import Vocabulary

@Suite struct TwoChipsTests {
  private static let labels =
    "\"Fp1\", \"F7\", \"T7\", \"P7\", \"Fp2\", \"F8\", \"T8\", \"P8\""
  private static let moreLabels = "\"F3\", \"C3\", \"P3\", \"O1\", \"F4\", \"C4\", \"P4\", \"O2\""

  /// The virtual board with a second chip.
  private static func text(_ arrangement: String, second: [(String, String)] = []) -> String {
    var text = ShippedFiles.replacing(labels, with: "\(labels), \(moreLabels)", in: ShippedFiles.board)
    text = ShippedFiles.replacing(
      "kind = \"ads1299\"", with: "kind = \"ads1299\"\nchips = \"\(arrangement)\"", in: text)
    for (part, addition) in second { text = ShippedFiles.replacing(part, with: "\(part)\n\(addition)", in: text) }
    return text
  }

  private static let secondDevice = ("mode = 1", "second_device = \"/dev/spidev0.1\"")

  private static func lines(_ keys: [String]) -> String {
    keys.map { key in
      let failSafe = key == "chip_select_2" ? "fail_safe = \"inactive\"\n" : ""
      return "[lines.\(key)]\nchip = \"prodrome-virtual\"\nline = \"\(key)\"\nactive = \"low\"\n\(failSafe)"
    }.joined()
  }

  private static func separate(_ keys: [String] = ["data_ready_2", "chip_select_2"], gain: String = "") -> String {
    var additions = [secondDevice]
    if !gain.isEmpty { additions.append(("gain = 24", gain)) }
    return text("two, separate selects", second: additions) + lines(keys)
  }

  @Test func aSecondChipWithItsOwnSelectHasItsDeviceItsLinesAndItsGain() throws {
    let section = try BoardDescription(text: Self.separate(gain: "second_gain = 12"), file: "board.toml").section
    #expect(section.secondSPIDevice.text == "/dev/spidev0.1")
    #expect(section.line(.dataReady2)?.name.text == "data_ready_2")
    #expect(section.line(.chipSelect2)?.failSafe == .inactive)
    let frontEnd = section.frontEnd
    #expect(frontEnd.arrangement == .separateSelects && frontEnd.inputCount == 16)
    #expect((0..<16).map { frontEnd.gain(of: $0) } == Array(repeating: 24, count: 8) + Array(repeating: 12, count: 8))
    #expect(frontEnd.registers[1][0x01] == 0xD6)
    let bytes = try BoardDescription(text: Self.separate(), file: "board.toml").encoded.bytes
    #expect(throws: Never.self) { try BoardSection(bytes: bytes.span, version: BoardSection.version) }
  }

  @Test func aDaisyChainNeedsNothingOfItsOwnAndMayTakeTheFirstChipsClock() throws {
    let text = Self.text("two, daisy chain", second: [("gain = 24", "clock_output = true")])
    let description = try BoardDescription(text: text, file: "board.toml")
    #expect(description.section.frontEnd.registers[0][0x01] == 0xB6)
    #expect(description.section.secondSPIDevice.isEmpty)
    let bytes = description.encoded.bytes
    #expect(throws: Never.self) { try BoardSection(bytes: bytes.span, version: BoardSection.version) }
  }

  @Test func refusesASecondChipWithoutItsDeviceOrLine() {
    #expect(ShippedFiles.boardFindings(Self.separate([])).map(\.key) == ["lines.data_ready_2"])
    let text = Self.text("two, separate selects") + Self.lines(["data_ready_2"])
    #expect(ShippedFiles.boardFindings(text).map(\.key) == ["spi.second_device"])
    let same = ShippedFiles.replacing("spidev0.1", with: "spidev0.0", in: Self.separate())
    #expect(ShippedFiles.boardFindings(same).map(\.key) == ["spi.second_device"])
  }

  @Test func refusesWhatOnlyASecondChipHasWhereThereIsNone() {
    let text = ShippedFiles.replacing(
      "gain = 24", with: "gain = 24\nsecond_gain = 12\nclock_output = true", in: ShippedFiles.board)
    let all =
      ShippedFiles.replacing("mode = 1", with: "mode = 1\nsecond_device = \"/dev/spidev0.1\"", in: text)
      + Self.lines(["chip_select_2", "data_ready_2"])
    #expect(
      ShippedFiles.boardFindings(all).map(\.key) == [
        "spi.second_device", "front_end.second_gain", "front_end.clock_output", "lines.chip_select_2",
        "lines.data_ready_2",
      ])
  }

  @Test func refusesInputsThatTheChipsDoNotHave() {
    let daisy = ShippedFiles.replacing(", \"O2\"]", with: "]", in: Self.text("two, daisy chain"))
    #expect(ShippedFiles.boardFindings(daisy).map(\.expected) == ["16 of them, as front_end.chips has"])
    let separate = ShippedFiles.replacing(", \(Self.moreLabels)", with: "", in: Self.separate())
    #expect(ShippedFiles.boardFindings(separate).map(\.expected) == ["9 to 16 of them, as front_end.chips has"])
  }

  @Test func refusesAnArrangementThatNobodyKnowsOnItsLine() {
    let text = Self.text("three")
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key).contains("front_end.chips"))
    #expect(findings.first { $0.key == "front_end.chips" }?.line == ShippedFiles.line(of: "\"three\"", in: text))
    #expect(findings.filter { $0.key == "front_end.chips" }.count == 1)
  }
}
