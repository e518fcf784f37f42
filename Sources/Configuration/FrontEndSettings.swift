import ADS1299
import Bundle

/// The front end's settings as a person writes them; the driver makes registers of them.
struct FrontEndSettings {
  /// What the negative inputs are tied to.
  enum Reference {
    /// One electrode at the SRB1 pin, through the chip's switches.
    case common
    /// Each to an electrode of its own: every input is a derivation.
    case bipolar
  }

  /// What the chip can be set to.
  static let rates = (UInt8.min...7).compactMap(SampleRate.init(rawValue:))
  static let gains = (UInt8.min...7).compactMap(Gain.init(rawValue:))
  static let currents = (UInt8.min...3).compactMap(LeadOffSettings.Current.init(rawValue:))
  static let thresholds = (UInt8.min...7).compactMap(LeadOffSettings.Threshold.init(rawValue:))

  var kind: FrontEnd.Kind
  var arrangement: Arrangement
  var rate: SampleRate
  var gain: Gain
  /// The gain of a second chip with a chip select of its own.
  var secondGain: Gain
  var referenceMicrovolts: UInt32
  /// Whether the reference voltage is the board's, not the chips' own.
  var hasExternalReference: Bool
  var reference: Reference
  /// Whether the bias electrode is driven.
  var drivesBias: Bool
  /// Whether the first chip puts its clock out for the second.
  var putsClockOut: Bool
  var leadOff: LeadOffSettings?

  /// The front end with its first `inputCount` inputs in use.
  func frontEnd(inputCount: Int) -> FrontEnd {
    let settings = settings(inputCount: inputCount)
    var registers = InlineArray<2, InlineArray<24, UInt8>>(repeating: InlineArray(repeating: 0))
    for select in 0..<arrangement.selects {
      registers[select] = settings.registers(chip: select).bytes
      registers[select][Register.identity.address] = kind.identification
    }
    return FrontEnd(
      kind: kind, arrangement: arrangement, inputCount: inputCount, referenceMicrovolts: referenceMicrovolts,
      registers: registers)
  }

  /// What the driver is to set up.
  private func settings(inputCount: Int) -> ADS1299Settings {
    var settings = ADS1299Settings(arrangement: arrangement, rate: rate)
    settings.reference = hasExternalReference ? .external(microvolts: referenceMicrovolts) : .internal
    settings.bias = BiasSettings(isOn: drivesBias, usesInternalReference: drivesBias)
    settings.usesSRB1 = reference == .common
    settings.clockOutput = putsClockOut
    settings.leadOff = leadOff
    for input in 0..<arrangement.inputs {
      settings.inputs[input] = input < inputCount ? used(input) : unused
    }
    return settings
  }

  private func used(_ input: Int) -> InputSettings {
    let isSecond = arrangement == .separateSelects && input >= Arrangement.inputsPerChip
    var settings = InputSettings(gain: isSecond ? secondGain : gain)
    settings.biasPositive = drivesBias
    settings.biasNegative = drivesBias && reference == .bipolar
    settings.leadOffPositive = leadOff != nil
    settings.leadOffNegative = leadOff != nil && reference == .bipolar
    return settings
  }

  private var unused: InputSettings {
    var settings = InputSettings(gain: .x1)
    settings.isOn = false
    return settings
  }
}
