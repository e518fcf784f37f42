import ADS1299
import Vocabulary

extension Register {
  /// Writes a register's name in the data sheet (SBAS499, table 11) and its address, such as `CONFIG3 (0x03)`.
  static func writeName<Sink: ByteSink & ~Copyable>(of address: UInt8, to text: inout Sink) {
    switch Register(address: Int(address)) {
    case .channel1?:
      text.write("CH")
      text.write(Int(address) - Register.channel1.address + 1)
      text.write("SET")
    case let register?: text.write(register.name)
    case nil: text.write("no register")
    }
    text.write(" (")
    text.write(hexadecimal: address)
    text.write(")")
  }
}
