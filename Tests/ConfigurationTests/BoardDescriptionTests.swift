import ADS1299
import Bundle
import Configuration
import Testing
import Vocabulary

@Suite struct BoardDescriptionTests {
  /// Changes the shipped description in one place and expects one finding on that line.
  private func expect(
    _ key: String, replacing part: String, with other: String, found: String, expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = ShippedFiles.replacing(part, with: other, in: ShippedFiles.board)
    let findings = ShippedFiles.boardFindings(text)
    let line = ShippedFiles.line(of: other.components(separatedBy: "\n")[0], in: text)
    #expect(findings.count == 1, "\(findings)", sourceLocation: sourceLocation)
    for finding in findings {
      #expect(finding.file == "board.toml", sourceLocation: sourceLocation)
      #expect(finding.line == line, "\(finding)", sourceLocation: sourceLocation)
      #expect(finding.key == key, "\(finding)", sourceLocation: sourceLocation)
      #expect(finding.found.contains(found), "\(finding)", sourceLocation: sourceLocation)
      #expect(finding.expected.contains(expected), "\(finding)", sourceLocation: sourceLocation)
    }
  }

  @Test func theVirtualBoardIsWhatItsFileSays() throws {
    let board = try BoardDescription(text: ShippedFiles.board, file: "virtual.toml")
    let section = board.section
    #expect(section.identity.text == "virtual")
    #expect(section.evidence == .emulated)
    #expect(section.spiDevice.text == "/dev/spidev0.0")
    #expect(section.spiHertz == 4_000_000)
    #expect(section.frontEnd.samplesPerSecond == 250)
    #expect((0..<8).map { section.labels[$0].text } == ["Fp1", "F7", "T7", "P7", "Fp2", "F8", "T8", "P8"])
    #expect((0..<8).allSatisfy { section.frontEnd.gain(of: $0) == 24 })
    #expect(section.frontEnd.leadOffInputs == ChannelMask(first: 8))
    #expect(section.lineCount == 11)
    #expect(section.line(.dataReady)?.polarity == .activeLow)
    #expect(section.line(.alarm)?.failSafe == .active)
    #expect(section.line(.acknowledge)?.failSafe == Line.FailSafe.none)
    #expect(section.watchdogSeconds == 15)
  }

  /// Data sheet SBAS499, section 9.6: 250 SPS; no test signal; internal reference, bias on; 6 nA by direct current at
  /// 95 %; gain 24, normal electrode inputs; all inputs drive the bias and sense lead-off; SRB1; comparators on.
  @Test func theVirtualBoardsRegistersAreThoseOfTheDataSheet() throws {
    let registers = try BoardDescription(text: ShippedFiles.board, file: "virtual.toml").section.frontEnd.registers[0]
    #expect(
      (0..<24).map { registers[$0] } == [
        0x1E, 0xD6, 0xC0, 0xEC, 0x00, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0x60, 0xFF, 0x00, 0xFF, 0x00, 0x00,
        0x00, 0x00, 0x0F, 0x20, 0x00, 0x02,
      ])
  }

  @Test func everyShippedSettingMakesASectionThatTheBoardAccepts() throws {
    for (part, other) in [
      ("gain = 24", "gain = 1"), ("rate_hz = 250", "rate_hz = 4000"), ("bias = true", "bias = false"),
      ("current_na = 6", "current_na = 24000"), ("threshold_percent = 95", "threshold_percent = 87.5"),
      ("kind = \"ads1299\"\nrate_hz = 250", "kind = \"ads1299\"\nrate_hz = 1000"),
    ] {
      let text = ShippedFiles.replacing(part, with: other, in: ShippedFiles.board)
      let board = try BoardDescription(text: text, file: "board.toml")
      let bytes = board.encoded.bytes
      _ = try BoardSection(bytes: bytes.span, version: BoardSection.version)
    }
  }

  @Test func bipolarInputsSenseBothElectrodes() throws {
    var text = ShippedFiles.replacing(
      "inputs = [\"Fp1\", \"F7\", \"T7\", \"P7\", \"Fp2\", \"F8\", \"T8\", \"P8\"]",
      with: "inputs = [\"Fp1-F7\", \"F7-T7\"]", in: ShippedFiles.board)
    text = ShippedFiles.replacing("reference = \"srb1\"", with: "reference = \"bipolar\"", in: text)
    let frontEnd = try BoardDescription(text: text, file: "board.toml").section.frontEnd
    #expect(frontEnd.registers[0][0x0E] == 0x03)
    #expect(frontEnd.registers[0][0x10] == 0x03)
    #expect(frontEnd.registers[0][0x15] == 0)
    #expect(frontEnd.registers[0][0x07] == RegisterImage.unusedInput)
    #expect(frontEnd.firstWrongRegister() == nil)
  }

  @Test func refusesAnUnknownKeyAndNamesTheNearest() {
    expect(
      "spi.sped_hz", replacing: "mode = 1", with: "sped_hz = 1\nmode = 1", found: "unknown key",
      expected: "did you mean 'speed_hz'?")
    expect(
      "lines.alarm.pull", replacing: "line = \"ALARM\"", with: "pull = \"up\"\nline = \"ALARM\"",
      found: "unknown key", expected: "only chip, line, active, fail_safe")
    expect(
      "lines.siren", replacing: "[watchdog]", with: "[lines.siren]\n[watchdog]", found: "unknown key", expected: "only")
  }

  @Test func refusesAWrongType() {
    expect("spi.mode", replacing: "mode = 1", with: "mode = \"one\"", found: "\"one\"", expected: "a whole number")
    expect("processor", replacing: "\"cortex-a53\"", with: "53", found: "53", expected: "printable ASCII")
    expect("front_end.bias", replacing: "bias = true", with: "bias = 1", found: "1", expected: "true or false")
    expect("inputs", replacing: "\"Fp1\",", with: "1,", found: "a list of 8", expected: "1 to 16 labels")
    expect("front_end.gain", replacing: "gain = 24", with: "gain = 1979-05-27", found: "1979", expected: "one of 1, 2")
  }

  @Test func refusesAMissingKeyOnItsTablesLine() {
    let text = ShippedFiles.replacing("mode = 1\n", with: "", in: ShippedFiles.board)
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["spi.mode"])
    #expect(findings.first?.found == "nothing")
    #expect(findings.first?.line == ShippedFiles.line(of: "[spi]", in: text))
  }

  @Test func refusesOneLineWithTwoRoles() {
    expect(
      "lines.buzzer.line", replacing: "line = \"BUZZER\"", with: "line = \"ALARM\" ", found: "\"ALARM\"",
      expected: "lines.alarm has it")
  }

  @Test func refusesAnElectrodeTwiceAndOneThatDoesNotExist() {
    expect("inputs[2]", replacing: "\"T7\", \"P7\"", with: "\"F7\", \"P7\"", found: "\"F7\" again", expected: "input 2")
    expect("inputs[0]", replacing: "\"Fp1\",", with: "\"FP1\",", found: "\"FP1\"", expected: "did you mean \"Fp1\"?")
    expect("inputs[2]", replacing: "\"T7\", \"P7\"", with: "\"T3\", \"P7\"", found: "\"T3\"", expected: "\"T7\"")
  }

  @Test func refusesInputsThatDoNotSuitTheReference() {
    expect("inputs[1]", replacing: "\"F7\",", with: "\"F7-C3\",", found: "\"F7-C3\"", expected: "\"srb1\"")
    let text = ShippedFiles.replacing("\"srb1\"", with: "\"bipolar\"", in: ShippedFiles.board)
    #expect(ShippedFiles.boardFindings(text).map(\.key) == (0..<8).map { "inputs[\($0)]" })
  }

  @Test func refusesMoreInputsThanTheChipHas() {
    let text = ShippedFiles.replacing("\"P8\"]", with: "\"P8\", \"O2\"]", in: ShippedFiles.board)
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["inputs"])
    #expect(findings.first?.expected == "1 to 8 of them, as front_end.chips has")
  }

  @Test func refusesValuesOutsideTheirRange() {
    expect("front_end.rate_hz", replacing: "rate_hz = 250", with: "rate_hz = 251", found: "251", expected: "500, 250")
    expect("front_end.vref_uv", replacing: "4_500_000", with: "4_500", found: "4500", expected: "2000000 to 5000000")
    expect(
      "front_end.vref_uv", replacing: "4_500_000", with: "2_500_000", found: "2500000",
      expected: "4500000, the chip's own; or external_reference = true")
    expect("spi.mode", replacing: "mode = 1", with: "mode = 0", found: "0", expected: "1, the only mode")
    expect("spi.speed_hz", replacing: "4_000_000", with: "40_000_000", found: "40000000", expected: "4000000 hertz")
    expect("watchdog.timeout_s", replacing: "timeout_s = 15", with: "timeout_s = 4", found: "4", expected: "5 to 30")
    expect("evidence", replacing: "\"emulated\"\n", with: "\"hearsay\"\n", found: "hearsay", expected: "emulated")
    expect("format", replacing: "format = 1", with: "format = 2", found: "2", expected: "1 to 1")
    expect("identity", replacing: "\"virtual\"", with: "\"a-very-long-name\"", found: "a-very", expected: "1 to 15")
  }

  @Test func refusesARateThatTheClockCannotCarryAndSaysWhichWould() {
    let text = ShippedFiles.replacing("rate_hz = 250", with: "rate_hz = 16000", in: ShippedFiles.board)
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["spi.speed_hz"])
    #expect(findings.first?.found == "4000000")
    // A command, 24 + 8 × 24 bits and 8 again, 16,000 times a second, in three eighths of the time.
    #expect(findings.first?.expected.contains("at least 9898667: 232 bits a sample") == true)
  }

  @Test func refusesAnAlarmThatWouldFailSilent() {
    let text = ShippedFiles.board.replacingOccurrences(of: "fail_safe = \"active\"", with: "fail_safe = \"inactive\"")
    let findings = ShippedFiles.boardFindings(text)
    #expect(findings.map(\.key) == ["lines.alarm.fail_safe", "lines.fault.fail_safe", "lines.nurse_call.fail_safe"])
    #expect(findings.allSatisfy { $0.expected.contains("must call for help") })
  }

  @Test func refusesABoardWithoutAnAlarmLine() {
    let text = ShippedFiles.replacing("[lines.alarm]", with: "[lines.siren]", in: ShippedFiles.board)
    #expect(ShippedFiles.boardFindings(text).map(\.key).sorted() == ["lines.alarm", "lines.siren"])
  }

  @Test func reportsEverythingAtOnceInTheFilesOrder() {
    var text = ShippedFiles.replacing("mode = 1", with: "mode = 2", in: ShippedFiles.board)
    text = ShippedFiles.replacing("gain = 24", with: "gain = 3", in: text)
    text = ShippedFiles.replacing("\"P8\"]", with: "\"P88\"]", in: text)
    text = ShippedFiles.replacing("4_000_000", with: "100_000", in: text)
    text = ShippedFiles.replacing("timeout_s = 15", with: "timeout = 15", in: text)
    let findings = ShippedFiles.boardFindings(text)
    #expect(
      findings.map(\.key) == [
        "inputs[7]", "spi.mode", "spi.speed_hz", "front_end.gain", "watchdog.timeout_s", "watchdog.timeout",
      ])
  }

  @Test func refusesWhatIsNoTOMLWithItsLine() {
    let findings = ShippedFiles.boardFindings("format = 1\nidentity = \n")
    #expect(findings.count == 1)
    #expect(findings.first?.line == 2)
    let twice = ShippedFiles.replacing("mode = 1", with: "mode = 1\nmode = 1", in: ShippedFiles.board)
    #expect(ShippedFiles.boardFindings(twice).first?.found == "spi.mode again")
  }

  @Test func aFindingReadsAsAPersonNeedsIt() {
    let text = ShippedFiles.replacing("mode = 1", with: "mode = 3", in: ShippedFiles.board)
    let line = ShippedFiles.line(of: "mode = 3", in: text)
    #expect(
      ShippedFiles.boardFindings(text).map(\.description) == [
        "board.toml:\(line): spi.mode: found 3; expected 1, the only mode an ADS1299 speaks"
      ])
  }

  @Test func namesAFileThatIsNotThere() {
    let error = #expect(throws: UnreadableFile.self) { try BoardDescription(at: "no/such/board.toml") }
    #expect(error?.file == "no/such/board.toml")
  }
}
