import Vocabulary

extension FrontEndRegister {
  /// Writes a register's name in the data sheet (SBAS499, table 11) and its address, such as `CONFIG3 (0x03)`.
  static func writeName<Sink: ByteSink & ~Copyable>(of address: UInt8, to text: inout Sink) {
    switch Int(address) {
    case channel1..<biasPositive:
      text.write("CH")
      text.write(Int(address) - channel1 + 1)
      text.write("SET")
    default: text.write(name(of: Int(address)))
    }
    text.write(" (")
    text.write(hexadecimal: address)
    text.write(")")
  }

  private static func name(of address: Int) -> StaticString {
    switch address {
    case identification: "ID"
    case config1: "CONFIG1"
    case config2: "CONFIG2"
    case config3: "CONFIG3"
    case leadOff: "LOFF"
    case biasPositive: "BIAS_SENSP"
    case biasNegative: "BIAS_SENSN"
    case leadOffPositive: "LOFF_SENSP"
    case leadOffNegative: "LOFF_SENSN"
    case leadOffFlip: "LOFF_FLIP"
    case 0x12: "LOFF_STATP"
    case 0x13: "LOFF_STATN"
    case generalPurpose: "GPIO"
    case miscellaneous1: "MISC1"
    case 0x16: "MISC2"
    case config4: "CONFIG4"
    default: "no register"
    }
  }
}
