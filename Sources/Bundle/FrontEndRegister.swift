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
  /// The first register whose value this program does not stand for: reserved bits not as the data sheet wants them, a test
  /// signal, single shot, an input in use that is not measured, or one not in use that is.
  ///
  /// - Returns: Its address, or nil.
  public func firstWrongRegister() -> Int? {
    for address in 0..<FrontEnd.registerCount where !isSound(address) { return address }
    return nil
  }

  private func isSound(_ address: Int) -> Bool {
    let value = registers[address]
    let used = UInt8(truncatingIfNeeded: ChannelMask(first: inputCount).rawValue)
    return switch address {
    case FrontEndRegister.identification: value == kind.identification
    case FrontEndRegister.config1: value & 0x98 == 0x90 && samplesPerSecond != nil
    case FrontEndRegister.config2: value == 0xC0
    case FrontEndRegister.config3: value & 0x61 == 0x60
    case FrontEndRegister.leadOff: value & 0x10 == 0
    case FrontEndRegister.channel1..<FrontEndRegister.biasPositive:
      isSound(input: address - FrontEndRegister.channel1, value)
    case FrontEndRegister.biasPositive...FrontEndRegister.leadOffFlip: value & ~used == 0
    case FrontEndRegister.generalPurpose: true
    case FrontEndRegister.miscellaneous1: value & ~0x20 == 0
    case FrontEndRegister.config4: value & ~0x02 == 0
    default: value == 0
    }
  }

  /// An input in use is on, not tied to SRB2 (which would turn its sign) and connected to its electrode; one that the chip
  /// has but nobody uses is off and shorted.
  private func isSound(input: Int, _ value: UInt8) -> Bool {
    if input < inputCount { return value & 0x8F == 0 && gain(of: input) != nil }
    return value == (input < kind.inputs ? FrontEnd.unusedInput : 0)
  }

  /// CHnSET of an input that is off and shorted.
  public static let unusedInput: UInt8 = 0x81
}
