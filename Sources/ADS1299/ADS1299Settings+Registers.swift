extension ADS1299Settings {
  /// What the registers of one chip have to hold.
  ///
  /// - Parameter chip: Number of the chip, from 0; a daisy chain's chips hold the same.
  /// - Returns: A value for every register.
  public func registers(chip: Int) -> RegisterImage {
    var image = RegisterImage.afterReset
    let isDaisyChain = arrangement == .daisyChain
    let putsClockOut = clockOutput && chip == 0
    image[.configuration1] = 0x90 | (isDaisyChain ? 0 : 0x40) | (putsClockOut ? 0x20 : 0) | rate.rawValue
    if let testSignal {
      image[.configuration2] = 0xD0 | (testSignal.isDoubled ? 0x04 : 0) | testSignal.frequency.rawValue
    }
    image[.configuration3] = configuration3
    if let leadOff {
      image[.leadOff] =
        leadOff.threshold.rawValue << 5 | leadOff.current.rawValue << 2 | leadOff.frequency.rawValue
      image[.configuration4] = 0x02
    }
    image[.miscellaneous1] = usesSRB1 ? 0x20 : 0
    for index in 0..<8 { encode(inputs[(8 * chip + index) % 16], index: index, into: &image) }
    return image
  }

  /// CONFIG3: the reference and bias buffers.
  var configuration3: UInt8 {
    (reference == .internal ? 0xE0 : 0x60) | (bias.isMeasurable ? 0x10 : 0) | (bias.usesInternalReference ? 0x08 : 0)
      | (bias.isOn ? 0x04 : 0)
      | (bias.detectsLeadOff ? 0x02 : 0)
  }

  private func encode(_ input: InputSettings, index: Int, into image: inout RegisterImage) {
    let bit: UInt8 = 1 << UInt8(index)
    image.bytes[Int(Register.channel1.rawValue) + index] =
      (input.isOn ? 0 : 0x80) | input.gain.rawValue << 4 | (input.usesSRB2 ? 0x08 : 0)
      | (input.isOn ? input.source : .shorted).rawValue
    if input.biasPositive { image[.biasPositive] |= bit }
    if input.biasNegative { image[.biasNegative] |= bit }
    if input.leadOffPositive { image[.leadOffPositive] |= bit }
    if input.leadOffNegative { image[.leadOffNegative] |= bit }
    if input.leadOffFlipped { image[.leadOffFlip] |= bit }
  }
}
