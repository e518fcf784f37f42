/// One value for each register.
public struct RegisterImage: Equatable, Sendable {
  /// The values by address.
  public var bytes: InlineArray<24, UInt8>

  /// What an input's register holds that is off and shorted: nobody uses it.
  public static let unusedInput: UInt8 = 0x81

  /// What the registers of an eight-channel ADS1299 hold after a reset.
  public static var afterReset: RegisterImage {
    var image = RegisterImage()
    image[.identity] = 0x3E
    image[.configuration1] = 0x96
    image[.configuration2] = 0xC0
    image[.configuration3] = 0x60
    for input in 0..<8 { image.bytes[Int(Register.channel1.rawValue) + input] = 0x61 }
    image[.generalPurposePins] = 0x0F
    return image
  }

  /// Creates an image of zeros.
  public init() {
    bytes = InlineArray(repeating: 0)
  }

  /// The value of one register.
  public subscript(register: Register) -> UInt8 {
    get { bytes[Int(register.rawValue)] }
    set { bytes[Int(register.rawValue)] = newValue }
  }

  /// The bits of a register that read back as written: not the revision, nor what the chip reports there itself.
  static func comparedBits(_ address: Int) -> UInt8 {
    switch UInt8(truncatingIfNeeded: address) {
    case Register.identity.rawValue: 0x1F
    case Register.configuration3.rawValue: 0xFE
    case Register.leadOffStatusPositive.rawValue, Register.leadOffStatusNegative.rawValue: 0x00
    case Register.generalPurposePins.rawValue: 0x0F
    default: 0xFF
    }
  }

  /// Whether both images hold the same values.
  public static func == (left: RegisterImage, right: RegisterImage) -> Bool {
    for address in 0..<Register.count where left.bytes[address] != right.bytes[address] { return false }
    return true
  }
}
