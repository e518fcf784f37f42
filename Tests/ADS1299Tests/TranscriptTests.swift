import ADS1299
import Simulation
import Testing
import Vocabulary

@Suite("What goes over the wires")
struct TranscriptTests {
  /// All 24 registers of the default settings, as they are read back.
  static let readBack =
    "> 20 17" + String(repeating: " 00", count: 24) + " / < .. .. 3E D6 C0 E0 00 60 60 60 60 60 60 60 60"
    + " 00 00 00 00 00 00 00 0F 00 00 00"

  /// Writing and reading back the default settings.
  static let configure = [
    "> 43 00 E0",
    "wait 2 us",
    "wait 150000 us",
    "> 41 10 D6 C0 E0 00 60 60 60 60 60 60 60 60 00 00 00 00 00",
    "wait 2 us",
    "> 54 03 0F 00 00 00",
    "wait 2 us",
    readBack,
    "wait 2 us",
  ]

  @Test func powerUpWaitsResetsIdentifiesWritesAndReadsBack() throws {
    let bench = oneChip(lines: ControlLines(reset: true, start: true, powerDown: true))
    // The output of a chip that is held or converts nothing is its last frame: zeros.
    bench.keepTranscript()
    _ = try bench.configured()
    #expect(
      bench.takeTranscript() == [
        "start low",
        "reset high",
        "powerDown low",
        "wait 1000 us",
        "powerDown high",
        "wait 131840 us",
        "reset low",
        "wait 1 us",
        "reset high",
        "wait 9 us",
        "> 11 / < 00",
        "wait 2 us",
        "> 20 00 00 / < .. .. 3E",
        "wait 2 us",
      ] + TranscriptTests.configure)
    #expect(bench.violations == [])
  }

  @Test func withoutControlLinesCommandsTakeTheirPlace() throws {
    let bench = oneChip(lines: ControlLines())
    bench.keepTranscript()
    let configured = try bench.configured()
    #expect(
      bench.takeTranscript() == [
        "wait 131840 us",
        "> 11 / < 00",
        "wait 2 us",
        "> 06",
        "wait 2 us",
        "wait 9 us",
        "> 11 / < 00",
        "wait 2 us",
        "> 0A",
        "wait 2 us",
        "> 20 00 00 / < .. .. 3E",
        "wait 2 us",
      ] + TranscriptTests.configure)
    let streaming = try configured.start().get()
    #expect(bench.takeTranscript() == ["> 08", "wait 2 us"])
    _ = try streaming.stop().get()
    #expect(bench.takeTranscript() == ["> 0A", "wait 2 us"])
    #expect(bench.violations == [])
  }

  /// Inputs at 1, -1, 2, -2, ... codes.
  static let smallCodes = InputSignal { _, input in
    let magnitude = Int64(input / 2 + 1) * 4_500_000_000 / (24 * 8_388_608)
    return input % 2 == 0 ? magnitude : -magnitude
  }

  /// Their bytes.
  static let smallBytes =
    "00 00 01 FF FF FF 00 00 02 FF FF FE 00 00 03 FF FF FD 00 00 04 FF FF FC"

  @Test func framesAreFetchedByCommandAndTheirFirstByteTwice() throws {
    let bench = oneChip(signal: TranscriptTests.smallCodes)
    var settings = watched(ADS1299Settings())
    settings.rate = .sps500
    var streaming = try bench.streaming(settings)
    bench.keepTranscript()
    var frame = Frame()
    try streaming.next(into: &frame)
    #expect(
      bench.takeTranscript() == [
        "wait 500 us",
        "> 12" + String(repeating: " 00", count: 28) + " / < .. C0 00 00 " + TranscriptTests.smallBytes + " C0",
      ])
    try streaming.checkRegisters()
    #expect(bench.takeTranscript().count == 2)
    _ = try streaming.stop().get()
    #expect(bench.takeTranscript() == ["start low"])
    #expect(bench.violations == [])
  }

  @Test func continuousModeIsLeftForTheRegisterCheckAndEnteredAgain() throws {
    let bench = oneChip(signal: TranscriptTests.smallCodes)
    var settings = watched(ADS1299Settings())
    settings.readMode = .continuous
    settings.repeatedBytes = 0
    let configured = try bench.configured(settings)
    bench.keepTranscript()
    var streaming = try configured.start().get()
    #expect(bench.takeTranscript() == ["start high", "> 10", "wait 2 us"])
    var frame = Frame()
    try streaming.next(into: &frame)
    let fetched = [
      "wait 1000 us",
      "> " + [String](repeating: "00", count: 27).joined(separator: " ") + " / < C0 00 00 "
        + TranscriptTests.smallBytes,
    ]
    #expect(bench.takeTranscript() == fetched)
    try streaming.checkRegisters()
    let check = bench.takeTranscript()
    #expect(check.first == "> 11 / < C0")
    #expect(check[2].hasPrefix("> 20 17 00"))
    #expect(check[4] == "> 10")
    try streaming.next(into: &frame)
    #expect(bench.takeTranscript() == fetched)
    _ = try streaming.stop().get()
    #expect(bench.takeTranscript() == ["> 11 / < C0", "wait 2 us", "start low"])
    #expect(frame.sampleIndex == 1)
    #expect(bench.violations == [])
  }

  @Test func bothChipSelectsGetEverythingAndEachItsOwnFrame() throws {
    let bench = twoChips()
    var settings = watched(ADS1299Settings(arrangement: .separateSelects))
    settings.repeatedBytes = 0
    settings.inputs[8].gain = .x1
    bench.keepTranscript()
    let configured = try bench.configured(settings)
    let set = bench.takeTranscript()
    #expect(set.contains("0> 20 00 00 / < .. .. 3E"))
    #expect(set.contains("1> 20 00 00 / < .. .. 3E"))
    #expect(set.contains("0> 41 10 D6 C0 E0 00 60 60 60 60 60 60 60 60 00 00 FF FF 00"))
    #expect(set.contains("1> 41 10 D6 C0 E0 00 00 60 60 60 60 60 60 60 00 00 FF FF 00"))
    #expect(set.filter { $0.hasPrefix("1> 20 17") }.count == 1)
    var streaming = try configured.start().get()
    _ = bench.takeTranscript()
    var frame = Frame()
    try streaming.next(into: &frame)
    let lines = bench.takeTranscript()
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("0> 12 00") && lines[2].hasPrefix("1> 12 00"))
    #expect(bench.violations == [])
  }

  @Test func aDaisyChainSendsBothFramesInOneTransfer() throws {
    let bench = daisyChain()
    let settings = watched(ADS1299Settings(arrangement: .daisyChain))
    bench.keepTranscript()
    let configured = try bench.configured(settings)
    #expect(bench.takeTranscript().contains("> 41 10 96 C0 E0 00 60 60 60 60 60 60 60 60 00 00 FF FF 00"))
    var streaming = try configured.start().get()
    _ = bench.takeTranscript()
    var frame = Frame()
    try streaming.next(into: &frame)
    let lines = bench.takeTranscript()
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("> 12" + String(repeating: " 00", count: 54) + " / < .. C0"))
    for input in 0..<16 {
      #expect(frame.codes[input] == expectedCode(nanovolts: namedVoltage(0, input)))
    }
    #expect(bench.violations == [])
  }

  /// The settings with every comparator asked, so that the status word means something.
  private func watched(_ settings: ADS1299Settings) -> ADS1299Settings {
    var settings = settings
    settings.leadOff = LeadOffSettings()
    for input in settings.inputs.indices {
      settings.inputs[input].leadOffPositive = true
      settings.inputs[input].leadOffNegative = true
    }
    return settings
  }
}
