import ADS1299
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

  /// The only mode the chip speaks: clock idle low, sampled at the falling edge.
  public static let spiMode: UInt8 = 1
  /// The lowest and highest SPI clock, in hertz: up to 4 MHz the chip needs no pause between the bytes of a command.
  public static let spiHertz: ClosedRange<UInt32> = 100_000...4_000_000
  /// The lowest and highest reference voltage, in microvolts.
  public static let referenceRange: ClosedRange<UInt32> = 2_000_000...5_000_000

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
    SampleRate(rawValue: registers[0][Register.configuration1.address] & 0x07)?.hertz
  }

  /// Gain of an input, from its CHnSET; nil for the one code that means nothing.
  public func gain(of input: Int) -> UInt32? {
    let address = Register.channel1.address + input % Arrangement.inputsPerChip
    return Gain(rawValue: (registers[select(of: input)][address] >> 4) & 0x07).map { UInt32($0.factor) }
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
    let comparators = registers[select][Register.configuration4.address] & 0x02 != 0
    let directCurrent = registers[select][Register.leadOff.address] & 0x03 == 0
    let sensed =
      registers[select][Register.leadOffPositive.address] | registers[select][Register.leadOffNegative.address]
    return comparators && directCurrent && sensed & (1 << UInt8(input % Arrangement.inputsPerChip)) != 0
  }

  /// The chip select whose registers an input is set up by.
  private func select(of input: Int) -> Int {
    arrangement == .separateSelects ? input / Arrangement.inputsPerChip : 0
  }
}
