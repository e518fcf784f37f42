import ADS1299
import Testing
import Vocabulary

@Suite("Settings")
struct SettingsTests {
  @Test func theRegistersOfThePiEEGAreThoseOfItsOwnFiles() {
    // PiEEG: CONFIG1 96, CONFIG2 D4, CONFIG3 FF, MISC1 20, CHnSET 00; ours differ where we say so.
    var settings = ADS1299Settings(input: InputSettings(gain: .x1))
    settings.usesSRB1 = true
    settings.testSignal = TestSignal(isDoubled: true, frequency: .slow)
    settings.bias = BiasSettings(isOn: true, usesInternalReference: true, detectsLeadOff: true)
    let registers = settings.registers(chip: 0)
    // The daisy-chain bit is 1, for one chip; the PiEEG leaves it 0.
    #expect(registers[.configuration1] == 0xD6)
    #expect(registers[.configuration2] == 0xD4)
    // The bias measurement (0x10) and the read-only bit 0 are not set.
    #expect(registers[.configuration3] == 0xEE)
    #expect(registers[.miscellaneous1] == 0x20)
    for input in 0..<8 { #expect(registers.bytes[5 + input] == 0x00) }
  }

  @Test func everyFieldGoesToItsPlace() {
    var settings = ADS1299Settings(arrangement: .separateSelects, rate: .sps1000)
    settings.leadOff = LeadOffSettings(current: .microamperes24, frequency: .quarterRate, threshold: .percent70)
    settings.reference = .external(microvolts: 2_500_000)
    settings.clockOutput = true
    settings.inputs[1].isOn = false
    settings.inputs[2].usesSRB2 = true
    settings.inputs[2].source = .temperature
    settings.inputs[3].biasPositive = true
    settings.inputs[4].biasNegative = true
    settings.inputs[5].leadOffPositive = true
    settings.inputs[6].leadOffNegative = true
    settings.inputs[7].leadOffFlipped = true
    settings.inputs[15].gain = .x6
    let first = settings.registers(chip: 0)
    #expect(first[.configuration1] == 0xF4)
    #expect(first[.configuration3] == 0x60)
    #expect(first[.leadOff] == 0xEF)
    #expect(first[.configuration4] == 0x02)
    #expect((0..<8).map { first.bytes[5 + $0] } == [0x60, 0xE1, 0x6C, 0x60, 0x60, 0x60, 0x60, 0x60])
    #expect((0x0D...0x11).map { first.bytes[$0] } == [0x08, 0x10, 0x20, 0x40, 0x80])
    let second = settings.registers(chip: 1)
    #expect(second[.configuration1] == 0xD4)
    #expect(second.bytes[12] == 0x30)
  }

  @Test(arguments: [1, 2, 4, 6, 8, 12, 24] as [UInt8])
  func aCodeIsTwiceTheReferenceByGainBy2To24(factor: UInt8) throws {
    let gain = try #require((UInt8(0)...6).lazy.compactMap(Gain.init(rawValue:)).first { $0.factor == factor })
    let calibration = ADS1299Settings(input: InputSettings(gain: gain)).calibration(input: 0)
    // One code in 2^-8 microvolt, as an exact fraction: 4,500,000 / gain / 2^15.
    #expect(
      calibration.multiplier * Int64(factor) << 15 == 4_500_000 << Int64(calibration.shift))
    #expect(calibration.lowestCode == -8_388_608 && calibration.highestCode == 8_388_607 && calibration.offset == 0)
  }

  @Test func gain24AndGain1HaveTheDataSheetsSteps() {
    // 0.02235 µV and 0.5364 µV.
    let settings = ADS1299Settings()
    #expect(settings.nanovolts(code: 1_000_000, input: 0) == 22_351_741)
    let coarse = ADS1299Settings(input: InputSettings(gain: .x1))
    #expect(coarse.nanovolts(code: -1_000_000, input: 0) == -536_441_802)
  }

  @Test func anOddReferenceIsRightToAFractionOfAUnit() {
    var settings = ADS1299Settings()
    settings.reference = .external(microvolts: 4_096_001)
    let calibration = settings.calibration(input: 0)
    let exact = 8_388_607.0 * 4_096_001 / 24 / 32_768
    let computed = 8_388_607.0 * Double(calibration.multiplier) / Double(Int64(1) << Int64(calibration.shift))
    #expect(abs(exact - computed) < 1.0 / 256)
  }

  @Test func whatCannotBeIsRefusedByName() throws {
    func fault(serialHertz: UInt32 = 4_000_000, _ change: (inout ADS1299Settings) -> Void) -> SettingsFault? {
      var settings = ADS1299Settings()
      change(&settings)
      do throws(SettingsFault) {
        try settings.validate(serialHertz: serialHertz)
        return nil
      } catch { return error }
    }
    #expect(fault { _ in } == nil)
    #expect(fault(serialHertz: 600_000) { $0.rate = .sps500 } == nil)
    #expect(fault(serialHertz: 4_000_001) { _ in } == .serialClock(hertz: 4_000_001))
    #expect(fault(serialHertz: 0) { _ in } == .serialClock(hertz: 0))
    #expect(
      fault(serialHertz: 600_000) { $0.rate = .sps1000 } == .rateTooHigh(hertz: 1000, serialHertz: 600_000))
    #expect(fault { $0.reference = .external(microvolts: 999_999) } == .reference(microvolts: 999_999))
    #expect(fault { $0.repeatedBytes = 28 } == .repeatedBytes(28))
    #expect(
      fault {
        $0.arrangement = .daisyChain
        $0.repeatedBytes = 1
      } == .repeatedBytes(1))
    #expect(fault { $0.inputs[3].leadOffPositive = true } == .leadOffMissing(input: 3))
    #expect(fault { $0.inputs[4].source = .testSignal } == .testSignalMissing(input: 4))
    #expect(
      fault {
        $0.arrangement = .daisyChain
        $0.repeatedBytes = 0
        $0.inputs[9].gain = .x1
      } == .daisyChainDiffers(input: 9))
  }

  @Test func codesStandForTheDataSheetsRates() {
    #expect((UInt8(0)...7).map { SampleRate(rawValue: $0)?.hertz } == [16000, 8000, 4000, 2000, 1000, 500, 250, nil])
    #expect(SampleRate.sps250.periodNanoseconds == 4_000_000)
    #expect(SampleRate.sps250.settlingClocks == 32_777)
  }

  @Test func settingsAreReadBackFromTheRegistersTheyMake() throws {
    var settings = ADS1299Settings(arrangement: .separateSelects, rate: .sps2000, input: InputSettings(gain: .x8))
    settings.bias = BiasSettings(isOn: true, usesInternalReference: true, isMeasurable: true, detectsLeadOff: true)
    settings.usesSRB1 = true
    settings.clockOutput = true
    settings.leadOff = LeadOffSettings(current: .nanoamperes24, frequency: .hertz31, threshold: .percent80)
    settings.testSignal = TestSignal(isDoubled: true, frequency: .slow)
    settings.inputs[1].source = .testSignal
    settings.inputs[2].isOn = false
    settings.inputs[2].source = .shorted
    settings.inputs[9].usesSRB2 = true
    settings.inputs[10].biasPositive = true
    settings.inputs[11].leadOffNegative = true
    settings.inputs[12].leadOffFlipped = true
    let images = InlineArray<2, RegisterImage> { settings.registers(chip: $0) }
    let read = try ADS1299Settings(
      registers: images, arrangement: .separateSelects, externalReferenceMicrovolts: 4_500_000)
    for chip in 0..<2 { #expect(read.registers(chip: chip) == images[chip]) }
    #expect(read.rate == .sps2000 && read.reference == .internal && read.clockOutput)
    for input in 0..<16 { #expect(read.inputs[input] == settings.inputs[input]) }
  }

  @Test func thePiEEGsOwnRegistersAreUnderstood() throws {
    var image = RegisterImage.afterReset
    image[.configuration1] = 0x96
    image[.configuration2] = 0xD4
    image[.configuration3] = 0xFF
    image[.miscellaneous1] = 0x20
    for input in 0..<8 { image.bytes[5 + input] = 0 }
    let read = try ADS1299Settings(
      registers: InlineArray(repeating: image), arrangement: .single, externalReferenceMicrovolts: 4_500_000)
    #expect(read.rate == .sps250 && read.usesSRB1 && read.inputs[7] == InputSettings(gain: .x1))
    #expect(read.registers(chip: 0)[.configuration1] == 0xD6)
  }

  @Test(
    arguments: [
      (0x01, 0x97), (0x02, 0xE0), (0x03, 0x00), (0x04, 0x10), (0x05, 0x70), (0x14, 0x00), (0x15, 0x21), (0x16, 0x01),
      (0x17, 0x08), (0x0F, 0x01),
    ] as [(Int, UInt8)])
  func registersThatMeanSomethingElseAreRefused(address: Int, value: UInt8) {
    var image = ADS1299Settings().registers(chip: 0)
    image.bytes[address] = value
    var fault: SettingsFault?
    do throws(SettingsFault) {
      let settings = try ADS1299Settings(
        registers: InlineArray(repeating: image), arrangement: .single, externalReferenceMicrovolts: 4_500_000)
      try settings.validate(serialHertz: 4_000_000)
    } catch { fault = error }
    let expected: SettingsFault =
      address == 0x0F
      ? .leadOffMissing(input: 0) : .register(chip: 0, address: UInt8(address), value: value)
    #expect(fault == expected)
  }
}
