/// The chip's registers (data sheet SBAS499, table 11).
public enum Register: UInt8, Sendable {
  /// Identity and number of channels.
  case identity = 0x00
  /// Rate, daisy chain, clock output.
  case configuration1 = 0x01
  /// Test signal.
  case configuration2 = 0x02
  /// Reference and bias buffers.
  case configuration3 = 0x03
  /// Lead-off excitation and thresholds.
  case leadOff = 0x04
  /// Power, gain and multiplexer of the first input; those of the others follow.
  case channel1 = 0x05
  /// Positive inputs in the bias signal.
  case biasPositive = 0x0D
  /// Negative inputs in the bias signal.
  case biasNegative = 0x0E
  /// Positive inputs with lead-off detection.
  case leadOffPositive = 0x0F
  /// Negative inputs with lead-off detection.
  case leadOffNegative = 0x10
  /// Inputs whose lead-off current is reversed.
  case leadOffFlip = 0x11
  /// Positive inputs found off; read only.
  case leadOffStatusPositive = 0x12
  /// Negative inputs found off; read only.
  case leadOffStatusNegative = 0x13
  /// General-purpose pins.
  case generalPurposePins = 0x14
  /// Stimulus, reference and bias input SRB1.
  case miscellaneous1 = 0x15
  /// Reserved.
  case miscellaneous2 = 0x16
  /// Single shot and lead-off comparators.
  case configuration4 = 0x17

  /// How many registers there are.
  public static let count = 24

  /// The register at an address, or nil if there is none; the inputs' are all `channel1`.
  public init?(address: Int) {
    guard let raw = UInt8(exactly: address), raw < Register.count else { return nil }
    let isChannel = raw >= Register.channel1.rawValue && raw < Register.biasPositive.rawValue
    self.init(rawValue: isChannel ? Register.channel1.rawValue : raw)
  }

  /// Its address.
  public var address: Int { Int(rawValue) }

  /// Its name in the data sheet; that of the first input for the inputs'.
  public var name: StaticString {
    switch self {
    case .identity: "ID"
    case .configuration1: "CONFIG1"
    case .configuration2: "CONFIG2"
    case .configuration3: "CONFIG3"
    case .leadOff: "LOFF"
    case .channel1: "CH1SET"
    case .biasPositive: "BIAS_SENSP"
    case .biasNegative: "BIAS_SENSN"
    case .leadOffPositive: "LOFF_SENSP"
    case .leadOffNegative: "LOFF_SENSN"
    case .leadOffFlip: "LOFF_FLIP"
    case .leadOffStatusPositive: "LOFF_STATP"
    case .leadOffStatusNegative: "LOFF_STATN"
    case .generalPurposePins: "GPIO"
    case .miscellaneous1: "MISC1"
    case .miscellaneous2: "MISC2"
    case .configuration4: "CONFIG4"
    }
  }
}
