import Bundle
import Vocabulary

/// The front end's settings as a person writes them, and the registers they make (data sheet SBAS499, section 9.6).
struct FrontEndSettings {
  /// What the negative inputs are tied to.
  enum Reference {
    /// One electrode at the SRB1 pin, through the chip's switches.
    case common
    /// Each to an electrode of its own: every input is a derivation.
    case bipolar
  }

  /// How electrodes that are off are noticed; places in the lists below.
  struct LeadOff {
    /// In nanoamperes, by register code.
    static let currents: [Double] = [6, 24, 6_000, 24_000]
    /// In percent of the supply, by register code.
    static let thresholds: [Double] = [95, 92.5, 90, 87.5, 85, 80, 75, 70]

    var current: Int
    var threshold: Int
  }

  /// Samples per second, by CONFIG1's code.
  static let rates: [Double] = [16_000, 8_000, 4_000, 2_000, 1_000, 500, 250]
  /// Gains, by CHnSET's code.
  static let gains: [Double] = [1, 2, 4, 6, 8, 12, 24]

  var kind: FrontEnd.Kind
  var arrangement: FrontEnd.Arrangement
  var rate: Int
  var gain: Int
  /// The gain of a second chip with a chip select of its own.
  var secondGain: Int
  var referenceMicrovolts: UInt32
  /// Whether the reference voltage is the board's, not the chips' own.
  var hasExternalReference: Bool
  var reference: Reference
  /// Whether the bias electrode is driven.
  var drivesBias: Bool
  /// Whether the first chip puts its clock out for the second.
  var putsClockOut: Bool
  var leadOff: LeadOff?

  /// The front end with its first `inputCount` inputs in use.
  func frontEnd(inputCount: Int) -> FrontEnd {
    FrontEnd(
      kind: kind, arrangement: arrangement, inputCount: inputCount, referenceMicrovolts: referenceMicrovolts,
      registers: [
        registers(select: 0, inputCount: min(inputCount, FrontEnd.inputsPerChip)),
        arrangement == .separateSelects
          ? registers(select: 1, inputCount: inputCount - FrontEnd.inputsPerChip) : InlineArray(repeating: 0),
      ])
  }

  /// The registers of a chip select with its first `inputCount` inputs in use.
  private func registers(select: Int, inputCount: Int) -> InlineArray<24, UInt8> {
    let used = UInt8(truncatingIfNeeded: ChannelMask(first: inputCount).rawValue)
    let negative = reference == .bipolar ? used : 0
    let gain = select == 0 ? gain : secondGain
    var registers = InlineArray<24, UInt8>(repeating: 0)
    registers[FrontEndRegister.identification] = kind.identification
    registers[FrontEndRegister.config1] =
      0x90 | (arrangement == .daisyChain ? 0 : 0x40) | (putsClockOut && select == 0 ? 0x20 : 0) | UInt8(rate)
    registers[FrontEndRegister.config2] = 0xC0
    registers[FrontEndRegister.config3] = (hasExternalReference ? 0x60 : 0xE0) | (drivesBias ? 0x0C : 0)
    for input in 0..<FrontEnd.inputsPerChip {
      registers[FrontEndRegister.channel1 + input] = input < inputCount ? UInt8(gain) << 4 : FrontEnd.unusedInput
    }
    if drivesBias {
      registers[FrontEndRegister.biasPositive] = used
      registers[FrontEndRegister.biasNegative] = negative
    }
    if let leadOff {
      registers[FrontEndRegister.leadOff] = UInt8(leadOff.threshold) << 5 | UInt8(leadOff.current) << 2
      registers[FrontEndRegister.leadOffPositive] = used
      registers[FrontEndRegister.leadOffNegative] = negative
      registers[FrontEndRegister.config4] = 0x02
    }
    registers[FrontEndRegister.generalPurpose] = 0x0F
    registers[FrontEndRegister.miscellaneous1] = reference == .common ? 0x20 : 0
    return registers
  }
}
