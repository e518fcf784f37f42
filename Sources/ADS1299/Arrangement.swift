/// How many chips there are, and how they share the bus.
public enum Arrangement: UInt8, Sendable {
  /// One chip.
  case single = 1
  /// Two chips in a daisy chain: one chip select, one data-ready line, one transfer of both frames.
  ///
  /// Both take the same commands and registers, and only the first one's registers can be read back; the second is
  /// checked by its status word in every frame and by the self-tests.
  case daisyChain = 2
  /// Two chips, each with its chip select, its data-ready line and its registers (PiEEG-16).
  case separateSelects = 3

  /// Inputs of a chip.
  public static let inputsPerChip = 8

  /// How many chip selects, and so sets of registers, there are.
  public var selects: Int { self == .separateSelects ? 2 : 1 }
  /// How many chips answer to one chip select.
  public var chipsPerSelect: Int { self == .daisyChain ? 2 : 1 }
  /// How many chips there are.
  public var chips: Int { selects * chipsPerSelect }
  /// How many inputs there are.
  public var inputs: Int { Arrangement.inputsPerChip * chips }

  /// How many inputs may be in use. A second chip nobody uses is not described, and a daisy chain's chips are set up
  /// alike.
  public var inputCounts: ClosedRange<Int> {
    switch self {
    case .single: 1...Arrangement.inputsPerChip
    case .daisyChain: inputs...inputs
    case .separateSelects: Arrangement.inputsPerChip + 1...inputs
    }
  }

  /// Bits on the wire for one sample of every input: of each select a command of 8, 24 of status and 24 for each
  /// input of each chip, and the first 8 a second time, where the chips repeat them (a daisy chain does not).
  public var sampleBits: Int {
    let frame = 24 + 24 * Arrangement.inputsPerChip
    return self == .daisyChain ? 8 + 2 * frame : selects * (8 + frame + 8)
  }

  /// The slowest SPI clock with which a sample is fetched in three eighths of the time until the next, in hertz: the
  /// rest is for the kernel to be late.
  public func slowestSPIHertz(samplesPerSecond: UInt32) -> UInt32 {
    (8 * UInt32(sampleBits) * samplesPerSecond + 2) / 3
  }
}
