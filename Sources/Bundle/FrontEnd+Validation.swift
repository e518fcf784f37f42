import ADS1299
import Vocabulary

/// How registers can be wrong (data sheet SBAS499, section 9.6).
extension FrontEnd {
  /// The first register whose value this program does not stand for: reserved bits not as the data sheet wants them, a
  /// test signal, single shot, a daisy-chain bit, reference or rate that contradicts another field, chips that differ
  /// in what they share, an input in use that is not measured, or one not in use that is.
  ///
  /// - Returns: Its address, that of the second chip select plus `Register.count`; or nil.
  public func firstWrongRegister() -> Int? {
    for select in 0..<arrangement.selects {
      for address in 0..<Register.count where !isSound(select, address) {
        return select * Register.count + address
      }
    }
    return nil
  }

  private func isSound(_ select: Int, _ address: Int) -> Bool {
    let value = registers[select][address]
    let used = UInt8(truncatingIfNeeded: ChannelMask(first: inputCount(of: select)).rawValue)
    switch address {
    case Register.configuration1.address: return isSound(config1: value, select)
    case Register.channel1.address..<Register.biasPositive.address:
      return isSound(input: address - Register.channel1.address, of: select, value)
    case Register.biasPositive.address...Register.leadOffFlip.address: return value & ~used == 0
    default: return select == 0 ? isSound(shared: address, value) : value == registers[0][address]
    }
  }

  /// What both chips' registers hold alike.
  private func isSound(shared address: Int, _ value: UInt8) -> Bool {
    switch address {
    case Register.identity.address: value == kind.identification
    case Register.configuration2.address: value == 0xC0
    case Register.configuration3.address: isSound(config3: value)
    case Register.leadOff.address: value & 0x10 == 0
    case Register.generalPurposePins.address: value == 0x0F
    case Register.miscellaneous1.address: value & ~0x20 == 0
    case Register.configuration4.address: value & ~0x02 == 0
    default: value == 0
    }
  }

  /// Inputs in use of a chip select's first chip; a daisy chain's second has as many.
  private func inputCount(of select: Int) -> Int {
    min(Arrangement.inputsPerChip, inputCount - select * Arrangement.inputsPerChip)
  }

  /// All chips convert at one rate, know whether they are chained, and at most the first one puts its clock out.
  private func isSound(config1 value: UInt8, _ select: Int) -> Bool {
    let chained: UInt8 = arrangement == .daisyChain ? 0 : 0x40
    guard value & 0xD8 == 0x90 | chained, samplesPerSecond != nil else { return false }
    return select == 0 || (value ^ registers[0][Register.configuration1.address]) & 0x07 == 0 && value & 0x20 == 0
  }

  /// The chips' own reference has one voltage.
  private func isSound(config3 value: UInt8) -> Bool {
    value & 0x61 == 0x60 && (value & 0x80 == 0 || referenceMicrovolts == Reference.internalMicrovolts)
  }

  /// An input in use is on, not tied to SRB2 (which would turn its sign) and connected to its electrode; one that
  /// nobody uses is off and shorted.
  private func isSound(input: Int, of select: Int, _ value: UInt8) -> Bool {
    guard input < inputCount(of: select) else { return value == RegisterImage.unusedInput }
    return value & 0x8F == 0 && gain(of: select * Arrangement.inputsPerChip + input) != nil
  }
}
