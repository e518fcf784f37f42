import Vocabulary

/// The front end: one or two chips and their registers, as the driver writes and reads them back. Rate, gain and
/// lead-off are read from the registers, so that nothing can contradict them. Register fields: data sheet SBAS499,
/// section 9.6.1.
public struct FrontEnd: Sendable {
  /// The chip.
  public enum Kind: UInt8, Sendable {
    /// ADS1299, eight inputs.
    case ads1299 = 1

    /// The lowest five bits of the chip's ID register.
    public var identification: UInt8 { 0x1E }
  }

  /// How many chips there are, and how they share the bus.
  public enum Arrangement: UInt8, Sendable {
    /// One chip.
    case single = 1
    /// Two chips in a daisy chain: one chip select, one DRDY, one transfer of both frames. Both take the same
    /// registers.
    case daisyChain = 2
    /// Two chips, each with its chip select, its DRDY and its registers.
    case separateSelects = 3

    /// How many chips there are.
    public var chips: Int { self == .single ? 1 : 2 }
    /// How many chip selects, and so sets of registers, there are.
    public var selects: Int { self == .separateSelects ? 2 : 1 }

    /// How many inputs may be in use. A second chip nobody uses is not described, and a daisy chain's chips are set up
    /// alike.
    public var inputCounts: ClosedRange<Int> {
      switch self {
      case .single: 1...FrontEnd.inputsPerChip
      case .daisyChain: 2 * FrontEnd.inputsPerChip...2 * FrontEnd.inputsPerChip
      case .separateSelects: FrontEnd.inputsPerChip + 1...2 * FrontEnd.inputsPerChip
      }
    }

    /// Bits on the wire for one sample of every input: of each select a command of 8, 24 of status and 24 for each
    /// input of each chip, and the first 8 a second time, where the chips repeat them (a daisy chain does not).
    public var sampleBits: Int {
      let frame = 24 + 24 * FrontEnd.inputsPerChip
      return self == .daisyChain ? 8 + 2 * frame : selects * (8 + frame + 8)
    }

    /// The slowest SPI clock with which a sample is fetched in three eighths of the time until the next, in hertz: the
    /// rest is for the kernel to be late.
    public func slowestSPIHertz(samplesPerSecond: UInt32) -> UInt32 {
      (8 * UInt32(sampleBits) * samplesPerSecond + 2) / 3
    }
  }

  /// Registers of a chip, from ID to CONFIG4.
  public static let registerCount = 24
  /// Inputs of a chip.
  public static let inputsPerChip = 8
  /// The only mode the chip speaks: clock idle low, sampled at the falling edge.
  public static let spiMode: UInt8 = 1
  /// The lowest and highest SPI clock, in hertz: up to 4 MHz the chip needs no pause between the bytes of a command.
  public static let spiHertz: ClosedRange<UInt32> = 100_000...4_000_000
  /// The lowest and highest reference voltage, in microvolts.
  public static let referenceRange: ClosedRange<UInt32> = 2_000_000...5_000_000
  /// The chip's own reference voltage, in microvolts.
  public static let internalReferenceMicrovolts: UInt32 = 4_500_000

  /// The chip.
  public var kind: Kind
  /// How many chips there are, and how they share the bus.
  public var arrangement: Arrangement
  /// Inputs in use, the chips' first.
  public var inputCount: Int
  /// The reference voltage, in microvolts.
  public var referenceMicrovolts: UInt32
  /// What the registers are to hold, by chip select and address; the second select's only mean something where there is
  /// one. Address 0 (ID) is what its lowest five bits must read; 0x12 and 0x13 (the lead-off status) cannot be written
  /// and are 0 here.
  public var registers: InlineArray<2, InlineArray<24, UInt8>>

  /// Creates a front end.
  public init(
    kind: Kind, arrangement: Arrangement, inputCount: Int, referenceMicrovolts: UInt32,
    registers: InlineArray<2, InlineArray<24, UInt8>>
  ) {
    self.kind = kind
    self.arrangement = arrangement
    self.inputCount = inputCount
    self.referenceMicrovolts = referenceMicrovolts
    self.registers = registers
  }

  /// Samples per second, from CONFIG1; nil for the one code that means nothing.
  public var samplesPerSecond: UInt32? {
    let code = registers[0][FrontEndRegister.config1] & 0x07
    return code <= 6 ? 16_000 >> UInt32(code) : nil
  }

  /// Gain of an input, from its CHnSET; nil for the one code that means nothing.
  public func gain(of input: Int) -> UInt32? {
    let address = FrontEndRegister.channel1 + input % FrontEnd.inputsPerChip
    return switch (registers[select(of: input)][address] >> 4) & 0x07 {
    case 0: 1
    case 1: 2
    case 2: 4
    case 3: 6
    case 4: 8
    case 5: 12
    case 6: 24
    default: nil
    }
  }

  /// How an input's codes become microvolts; nil where its gain means nothing.
  public func calibration(of input: Int) -> Calibration? {
    gain(of: input).map { Calibration(referenceMicrovolts: referenceMicrovolts, gain: $0) }
  }

  /// Inputs whose lead-off bits mean something: sensed, by direct current, with the comparators on.
  public var leadOffInputs: ChannelMask {
    var mask = ChannelMask()
    for input in 0..<inputCount where sensesLeadOff(of: input) { mask[input] = true }
    return mask
  }

  private func sensesLeadOff(of input: Int) -> Bool {
    let select = select(of: input)
    let comparators = registers[select][FrontEndRegister.config4] & 0x02 != 0
    let directCurrent = registers[select][FrontEndRegister.leadOff] & 0x03 == 0
    let sensed =
      registers[select][FrontEndRegister.leadOffPositive] | registers[select][FrontEndRegister.leadOffNegative]
    return comparators && directCurrent && sensed & (1 << UInt8(input % FrontEnd.inputsPerChip)) != 0
  }

  /// The chip select whose registers an input is set up by.
  private func select(of input: Int) -> Int {
    arrangement == .separateSelects ? input / FrontEnd.inputsPerChip : 0
  }
}
