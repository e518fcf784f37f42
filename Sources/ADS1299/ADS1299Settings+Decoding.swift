extension ADS1299Settings {
  /// Reads settings from the registers that a bundle holds for each chip.
  ///
  /// Registers that all chips share are read from the first. The daisy-chain bit follows from the arrangement,
  /// whatever CONFIG1 says; the identity and the status registers are not looked at.
  ///
  /// - Parameters:
  ///   - registers: What each chip's registers are to hold; the second only means something with two chips.
  ///   - arrangement: How many chips there are.
  ///   - externalReferenceMicrovolts: The board's reference, used if the chip's own is off.
  /// - Throws: `SettingsFault.register` for the first register that holds something else than settings can make.
  public init(
    registers: InlineArray<2, RegisterImage>, arrangement: Arrangement, externalReferenceMicrovolts: UInt32
  ) throws(SettingsFault) {
    self.init(arrangement: arrangement)
    let image = registers[0]
    rate = SampleRate(rawValue: image[.configuration1] & 0x07) ?? .sps250
    clockOutput = image[.configuration1] & 0x20 != 0
    let isInternal = image[.configuration3] & 0x80 != 0
    reference = isInternal ? .internal : .external(microvolts: externalReferenceMicrovolts)
    bias = BiasSettings(
      isOn: image[.configuration3] & 0x04 != 0, usesInternalReference: image[.configuration3] & 0x08 != 0,
      isMeasurable: image[.configuration3] & 0x10 != 0, detectsLeadOff: image[.configuration3] & 0x02 != 0)
    usesSRB1 = image[.miscellaneous1] & 0x20 != 0
    decodeTestSignal(image[.configuration2])
    if image[.configuration4] & 0x02 != 0 { decodeLeadOff(image[.leadOff]) }
    for input in 0..<arrangement.inputs {
      let chip = arrangement == .separateSelects ? input / 8 : 0
      decode(input: input, from: registers[chip])
    }
    for chip in 0..<arrangement.selects { try check(registers[chip], chip: chip) }
  }

  private mutating func decodeTestSignal(_ value: UInt8) {
    guard value & 0x10 != 0, let frequency = TestSignal.Frequency(rawValue: value & 0x03) else { return }
    testSignal = TestSignal(isDoubled: value & 0x04 != 0, frequency: frequency)
  }

  private mutating func decodeLeadOff(_ value: UInt8) {
    guard let current = LeadOffSettings.Current(rawValue: value >> 2 & 0x03),
      let frequency = LeadOffSettings.Frequency(rawValue: value & 0x03),
      let threshold = LeadOffSettings.Threshold(rawValue: value >> 5)
    else { return }
    leadOff = LeadOffSettings(current: current, frequency: frequency, threshold: threshold)
  }

  private mutating func decode(input: Int, from image: RegisterImage) {
    let value = image.bytes[Int(Register.channel1.rawValue) + input % 8]
    let bit: UInt8 = 1 << UInt8(input % 8)
    var settings = InputSettings(gain: Gain(rawValue: value >> 4 & 0x07) ?? .x1)
    settings.isOn = value & 0x80 == 0
    settings.usesSRB2 = value & 0x08 != 0
    settings.source = InputSource(rawValue: value & 0x07) ?? .electrode
    settings.biasPositive = image[.biasPositive] & bit != 0
    settings.biasNegative = image[.biasNegative] & bit != 0
    settings.leadOffPositive = image[.leadOffPositive] & bit != 0
    settings.leadOffNegative = image[.leadOffNegative] & bit != 0
    settings.leadOffFlipped = image[.leadOffFlip] & bit != 0
    inputs[input] = settings
  }

  /// What was read has to make the same registers again.
  private func check(_ given: RegisterImage, chip: Int) throws(SettingsFault) {
    let made = registers(chip: chip)
    for address in 1..<Register.count {
      // The daisy-chain bit is not the bundle's to set, nor the second chip's clock output.
      let ignored: UInt8 = address == Int(Register.configuration1.rawValue) ? (chip == 0 ? 0x40 : 0x60) : 0
      let difference = (made.bytes[address] ^ given.bytes[address]) & ~ignored
      guard difference & RegisterImage.comparedBits(address) == 0 else {
        throw .register(chip: UInt8(chip), address: UInt8(address), value: given.bytes[address])
      }
    }
  }
}
