import ADS1299
import Bundle
import Configuration
import Testing
import Vocabulary

/// A board's description, its bundle and the driver: the registers are the same, whoever computes them.
@Suite("Settings from a bundle's front end")
struct FrontEndSettingsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var chips = "one"
    var inputs = 8
    var rate = 250
    var gain = 24
    var frontEnd = ""
    var reference = "srb1"
    var leadOff: String? = "current_na = 6\nthreshold_percent = 95"

    var testDescription: String { "\(chips), \(inputs) inputs, \(rate) Hz, gain \(gain), \(reference), \(frontEnd)" }

    /// The board as a person writes it.
    var text: String {
      let electrodes = [
        "Fp1", "F7", "T7", "P7", "Fp2", "F8", "T8", "P8", "F3", "C3", "P3", "O1", "F4", "C4", "P4", "O2",
      ]
      let labels = electrodes.prefix(inputs).map { reference == "srb1" ? "\"\($0)\"" : "\"\($0)-Cz\"" }
      let isSeparate = chips == "two, separate selects"
      return """
        format = 1
        identity = "test"
        processor = "cortex-a53"
        evidence = "emulated"
        released_lines = "input"
        inputs = [\(labels.joined(separator: ", "))]
        [spi]
        device = "/dev/spidev0.0"
        mode = 1
        speed_hz = 4_000_000
        \(isSeparate ? "second_device = \"/dev/spidev0.1\"" : "")
        [front_end]
        kind = "ads1299"
        chips = "\(chips)"
        rate_hz = \(rate)
        gain = \(gain)
        \(frontEnd.contains("vref_uv") ? "" : "vref_uv = 4_500_000")
        reference = "\(reference)"
        \(frontEnd.contains("bias") ? "" : "bias = true")
        \(frontEnd)
        \(leadOff.map { "[front_end.lead_off]\n\($0)" } ?? "")
        [lines.data_ready]
        chip = "x"
        line = "DRDY"
        active = "low"
        [lines.alarm]
        chip = "x"
        line = "ALARM"
        active = "low"
        fail_safe = "active"
        [watchdog]
        device = "/dev/watchdog0"
        timeout_s = 15
        [firmware]
        overlays = []
        config_lines = []
        \(isSeparate ? "[lines.data_ready_2]\nchip = \"x\"\nline = \"DRDY2\"\nactive = \"low\"" : "")
        """
    }
  }

  @Test(arguments: [
    Case(), Case(inputs: 3, gain: 1), Case(rate: 2000, gain: 12, frontEnd: "bias = false", leadOff: nil),
    Case(inputs: 5, reference: "bipolar", leadOff: "current_na = 24000\nthreshold_percent = 87.5"),
    Case(frontEnd: "vref_uv = 2_500_000\nexternal_reference = true"),
    Case(frontEnd: "vref_uv = 4_500_000\nexternal_reference = true"),
    Case(chips: "two, separate selects", inputs: 16, frontEnd: "second_gain = 8\nclock_output = true"),
    Case(chips: "two, separate selects", inputs: 11, rate: 1000, gain: 6, reference: "bipolar"),
    Case(chips: "two, daisy chain", inputs: 16, gain: 8), Case(chips: "two, daisy chain", inputs: 16, rate: 500),
    Case(chips: "two, daisy chain", inputs: 16, frontEnd: "clock_output = true", leadOff: nil),
  ])
  func makeTheBundlesRegistersBitForBit(_ item: Case) throws {
    let section = try BoardDescription(text: item.text, file: "board.toml").section
    let settings = try ADS1299Settings(section.frontEnd)
    try settings.validate(serialHertz: section.spiHertz)
    for select in 0..<section.frontEnd.arrangement.selects {
      let made = settings.registers(chip: select)
      for address in 1..<24 {
        #expect(made.bytes[address] == section.frontEnd.registers[select][address], "chip \(select), \(address)")
      }
      #expect(made.bytes[0] & 0x1F == section.frontEnd.registers[select][0])
    }
    #expect(settings.arrangement.inputs >= item.inputs)
    #expect(settings.unusedInputs.count == settings.arrangement.inputs - item.inputs)
    for input in 0..<item.inputs {
      let microvolts = try #require(section.frontEnd.calibration(of: input))
      let code: Int64 = 8_000_000
      let byBundle = (microvolts.multiplier * code) >> Int64(microvolts.shift)
      let byDriver = settings.calibration(input: input)
      #expect(abs(byBundle - (byDriver.multiplier * code) >> Int64(byDriver.shift)) <= 1)
    }
  }

  @Test(arguments: [Arrangement.single, .daisyChain, .separateSelects])
  func theSlowestClockOfABundleIsOneThatTheDriverTakes(arrangement: Arrangement) throws {
    var settings = ADS1299Settings(arrangement: arrangement)
    for rate in [SampleRate.sps250, .sps500, .sps1000, .sps2000] {
      settings.rate = rate
      let slowest = arrangement.slowestSPIHertz(samplesPerSecond: rate.hertz)
      try settings.validate(serialHertz: slowest)
      #expect(throws: SettingsFault.rateTooHigh(hertz: rate.hertz, serialHertz: slowest * 99 / 100)) {
        try settings.validate(serialHertz: slowest * 99 / 100)
      }
    }
    #expect(throws: Never.self) { try settings.validate(serialHertz: FrontEnd.spiHertz.upperBound) }
    #expect(throws: SettingsFault.self) { try settings.validate(serialHertz: FrontEnd.spiHertz.upperBound + 1) }
  }

  @Test func registersThatSettingsCannotMakeAreRefused() throws {
    var frontEnd = try BoardDescription(text: Case().text, file: "board.toml").section.frontEnd
    frontEnd.registers[0][0x16] = 1
    #expect(throws: SettingsFault.register(chip: 0, address: 0x16, value: 1)) { try ADS1299Settings(frontEnd) }
  }
}
