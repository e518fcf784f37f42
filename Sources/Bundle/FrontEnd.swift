import Vocabulary

/// The front end's kind and registers, as the driver writes and reads them back. Rate, gain and lead-off are read from the
/// registers, so that nothing can contradict them. Register fields: data sheet SBAS499, section 9.6.1.
public struct FrontEnd: Sendable {
  /// The chip.
  public enum Kind: UInt8, Sendable {
    /// ADS1299, eight inputs.
    case ads1299 = 1
    /// ADS1299-6, six inputs.
    case ads1299Six = 2
    /// ADS1299-4, four inputs.
    case ads1299Four = 3

    /// Inputs of the chip.
    public var inputs: Int {
      switch self {
      case .ads1299: 8
      case .ads1299Six: 6
      case .ads1299Four: 4
      }
    }

    /// Bits of one frame: 24 of status, 24 for each of the chip's inputs.
    public var frameBits: Int { 24 + 24 * inputs }

    /// The slowest SPI clock that carries the chip's frames with as much time again for commands, gaps between transfers and
    /// the kernel, in hertz.
    public func slowestSPIHertz(samplesPerSecond: UInt32) -> UInt32 {
      2 * UInt32(frameBits) * samplesPerSecond
    }

    /// The lowest five bits of the chip's ID register.
    public var identification: UInt8 {
      switch self {
      case .ads1299: 0x1E
      case .ads1299Six: 0x1D
      case .ads1299Four: 0x1C
      }
    }
  }

  /// Registers of the chip, from ID to CONFIG4.
  public static let registerCount = 24
  /// The only mode the chip speaks: clock idle low, sampled at the falling edge.
  public static let spiMode: UInt8 = 1
  /// The lowest and highest SPI clock, in hertz. The chip's shortest clock period is 50 ns.
  public static let spiHertz: ClosedRange<UInt32> = 100_000...20_000_000
  /// The lowest and highest reference voltage, in microvolts.
  public static let referenceRange: ClosedRange<UInt32> = 2_000_000...5_000_000

  /// The chip.
  public var kind: Kind
  /// Inputs in use, the chip's first.
  public var inputCount: Int
  /// The reference voltage, in microvolts.
  public var referenceMicrovolts: UInt32
  /// What the registers are to hold, by address. Address 0 (ID) is what its lowest five bits must read; 0x12 and 0x13 (the
  /// lead-off status) cannot be written and are 0 here.
  public var registers: InlineArray<24, UInt8>

  /// Creates a front end.
  public init(kind: Kind, inputCount: Int, referenceMicrovolts: UInt32, registers: InlineArray<24, UInt8>) {
    self.kind = kind
    self.inputCount = inputCount
    self.referenceMicrovolts = referenceMicrovolts
    self.registers = registers
  }

  /// Samples per second, from CONFIG1; nil for the one code that means nothing.
  public var samplesPerSecond: UInt32? {
    let code = registers[FrontEndRegister.config1] & 0x07
    return code <= 6 ? 16_000 >> UInt32(code) : nil
  }

  /// Gain of an input, from its CHnSET; nil for the one code that means nothing.
  public func gain(of input: Int) -> UInt32? {
    switch (registers[FrontEndRegister.channel1 + input] >> 4) & 0x07 {
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
    let comparators = registers[FrontEndRegister.config4] & 0x02 != 0
    let directCurrent = registers[FrontEndRegister.leadOff] & 0x03 == 0
    guard comparators && directCurrent else { return ChannelMask() }
    return ChannelMask(
      rawValue: UInt32(
        registers[FrontEndRegister.leadOffPositive] | registers[FrontEndRegister.leadOffNegative]))
  }
}
