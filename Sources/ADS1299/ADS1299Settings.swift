import Vocabulary

/// Everything that is set up in the chips.
public struct ADS1299Settings: Sendable {
  /// Bytes of one chip's frame: the status word and eight samples of three bytes each.
  public static let frameBytes = 27

  /// How many chips there are.
  public var arrangement: Arrangement
  /// How often they convert.
  public var rate: SampleRate
  /// How frames are fetched.
  public var readMode: ReadMode
  /// How many bytes of each frame are fetched a second time and compared, 0 to 27; 0 in a daisy chain. One byte finds
  /// every slip of a bit wherever it happens, all 27 find every changed bit too.
  public var repeatedBytes: UInt8
  /// The reference voltage.
  public var reference: Reference
  /// How the bias electrode is driven.
  public var bias: BiasSettings
  /// Whether all negative inputs are connected to SRB1.
  public var usesSRB1: Bool
  /// Whether the first chip puts its clock out for the second.
  public var clockOutput: Bool
  /// How electrodes that are off are found, if they are looked for.
  public var leadOff: LeadOffSettings?
  /// The test signal, if an input measures it.
  public var testSignal: TestSignal?
  /// The inputs; only the first `arrangement.inputs` mean anything.
  public var inputs: InlineArray<16, InputSettings>

  /// Creates settings with all inputs alike.
  public init(
    arrangement: Arrangement = .single, rate: SampleRate = .sps250, input: InputSettings = InputSettings()
  ) {
    self.arrangement = arrangement
    self.rate = rate
    readMode = .byCommand
    repeatedBytes = arrangement == .daisyChain ? 0 : 1
    reference = .internal
    bias = BiasSettings()
    usesSRB1 = false
    clockOutput = false
    leadOff = nil
    testSignal = nil
    inputs = InlineArray(repeating: input)
  }

  /// Bytes of the transfer that fetches a frame from one chip select.
  public var transferBytes: Int {
    readMode.prefixBytes + ADS1299Settings.frameBytes * arrangement.chipsPerSelect + Int(repeatedBytes)
  }

  /// The inputs that are powered down.
  public var unusedInputs: ChannelMask {
    var mask = ChannelMask()
    for input in 0..<arrangement.inputs where !inputs[input].isOn { mask[input] = true }
    return mask
  }
}
