import Vocabulary

/// Addresses of the ADS1299's registers, and how they can be wrong (data sheet SBAS499, section 9.6).
public enum FrontEndRegister {
  /// ID, read only.
  public static let identification = 0x00
  /// CONFIG1: rate, daisy chain, clock output.
  public static let config1 = 0x01
  /// CONFIG2: test signal.
  public static let config2 = 0x02
  /// CONFIG3: reference and bias.
  public static let config3 = 0x03
  /// LOFF: lead-off threshold, current and frequency.
  public static let leadOff = 0x04
  /// CH1SET; the other inputs' follow.
  public static let channel1 = 0x05
  /// BIAS_SENSP.
  public static let biasPositive = 0x0D
  /// BIAS_SENSN.
  public static let biasNegative = 0x0E
  /// LOFF_SENSP.
  public static let leadOffPositive = 0x0F
  /// LOFF_SENSN.
  public static let leadOffNegative = 0x10
  /// LOFF_FLIP.
  public static let leadOffFlip = 0x11
  /// GPIO.
  public static let generalPurpose = 0x14
  /// MISC1: SRB1 to all negative inputs.
  public static let miscellaneous1 = 0x15
  /// CONFIG4: single shot, lead-off comparators.
  public static let config4 = 0x17
}

extension FrontEnd {
  /// The first register whose value this program does not stand for: reserved bits not as the data sheet wants them, a
  /// test signal, single shot, a daisy-chain bit, reference or rate that contradicts another field, chips that differ
  /// in what they share, an input in use that is not measured, or one not in use that is.
  ///
  /// - Returns: Its address, that of the second chip select plus `registerCount`; or nil.
  public func firstWrongRegister() -> Int? {
    for select in 0..<arrangement.selects {
      for address in 0..<FrontEnd.registerCount where !isSound(select, address) {
        return select * FrontEnd.registerCount + address
      }
    }
    return nil
  }

  private func isSound(_ select: Int, _ address: Int) -> Bool {
    let value = registers[select][address]
    let used = UInt8(truncatingIfNeeded: ChannelMask(first: inputCount(of: select)).rawValue)
    switch address {
    case FrontEndRegister.config1: return isSound(config1: value, select)
    case FrontEndRegister.channel1..<FrontEndRegister.biasPositive:
      return isSound(input: address - FrontEndRegister.channel1, of: select, value)
    case FrontEndRegister.biasPositive...FrontEndRegister.leadOffFlip: return value & ~used == 0
    default: return select == 0 ? isSound(shared: address, value) : value == registers[0][address]
    }
  }

  /// What both chips' registers hold alike.
  private func isSound(shared address: Int, _ value: UInt8) -> Bool {
    switch address {
    case FrontEndRegister.identification: value == kind.identification
    case FrontEndRegister.config2: value == 0xC0
    case FrontEndRegister.config3: isSound(config3: value)
    case FrontEndRegister.leadOff: value & 0x10 == 0
    case FrontEndRegister.generalPurpose: value == 0x0F
    case FrontEndRegister.miscellaneous1: value & ~0x20 == 0
    case FrontEndRegister.config4: value & ~0x02 == 0
    default: value == 0
    }
  }

  /// Inputs in use of a chip select's first chip; a daisy chain's second has as many.
  private func inputCount(of select: Int) -> Int {
    min(FrontEnd.inputsPerChip, inputCount - select * FrontEnd.inputsPerChip)
  }

  /// All chips convert at one rate, know whether they are chained, and at most the first one puts its clock out.
  private func isSound(config1 value: UInt8, _ select: Int) -> Bool {
    let chained: UInt8 = arrangement == .daisyChain ? 0 : 0x40
    guard value & 0xD8 == 0x90 | chained, samplesPerSecond != nil else { return false }
    return select == 0 || (value ^ registers[0][FrontEndRegister.config1]) & 0x07 == 0 && value & 0x20 == 0
  }

  /// The chips' own reference has one voltage.
  private func isSound(config3 value: UInt8) -> Bool {
    value & 0x61 == 0x60 && (value & 0x80 == 0 || referenceMicrovolts == FrontEnd.internalReferenceMicrovolts)
  }

  /// An input in use is on, not tied to SRB2 (which would turn its sign) and connected to its electrode; one that
  /// nobody uses is off and shorted.
  private func isSound(input: Int, of select: Int, _ value: UInt8) -> Bool {
    guard input < inputCount(of: select) else { return value == FrontEnd.unusedInput }
    return value & 0x8F == 0 && gain(of: select * FrontEnd.inputsPerChip + input) != nil
  }

  /// CHnSET of an input that is off and shorted.
  public static let unusedInput: UInt8 = 0x81
}
