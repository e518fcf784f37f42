import Vocabulary

/// Every constant of the signal chain, all whole numbers: made by Designer on the host, carried by the bundle, checked
/// before use.
public struct SignalDesign: Sendable {
  /// Rate of the frames.
  public var inputRate: Rate
  /// Rate of the conditioned samples, in hertz.
  public var modelRate: UInt32
  /// How many inputs of a frame are in use.
  public var inputCount: UInt8
  /// How many derivations there are.
  public var channelCount: UInt8
  /// Each input's calibration.
  public var calibrations: PerInput<Calibration>
  /// Each channel's derivation.
  public var derivations: PerChannel<Derivation>
  /// Each channel's name.
  public var names: PerChannel<ChannelName>
  /// From the input rate to the model's.
  public var resampler: ResamplerDesign
  /// At the model's rate, after the resampler.
  public var highPass: Biquad
  /// How many notch sections are in use.
  public var notchCount: UInt8
  /// At the model's rate, after the high-pass.
  public var notches: InlineArray<4, Biquad>
  /// Defects and when they count.
  public var quality: QualityDesign
  /// Bands of the long-term features.
  public var features: FeatureDesign
  /// Length of the model's window, in samples at the model's rate; a whole number of hops.
  public var windowSamples: UInt32
  /// From one window to the next, in samples at the model's rate.
  public var hopSamples: UInt32
  /// Samples at the model's rate that no window uses after a start or a gap.
  public var settlingSamples: UInt32
  /// How many inputs are no EEG.
  public var polygraphCount: UInt8
  /// Inputs that are no EEG, by rising index: no derivation uses them.
  public var polygraph: InlineArray<4, PolygraphInput>

  /// A design of `channelCount` inputs taken as they are, named by their numbers: no filter, no resampling, no
  /// threshold.
  ///
  /// - Precondition: `modelRate` is not zero and `channelCount` at most `Limits.channels`.
  public init(modelRate: UInt32, channelCount: UInt8, windowSamples: UInt32, hopSamples: UInt32) {
    precondition(channelCount <= Limits.channels)
    inputRate = Rate(modelRate)
    self.modelRate = modelRate
    inputCount = channelCount
    self.channelCount = channelCount
    let plain = Calibration(
      multiplier: 1, offset: 0, shift: 0, lowestCode: .min, highestCode: .max)
    calibrations = InlineArray(repeating: plain)
    derivations = InlineArray(repeating: Derivation(plus: 0))
    names = InlineArray(repeating: ChannelName())
    for channel in 0..<Int(channelCount) {
      derivations[channel] = Derivation(plus: UInt8(channel))
      names[channel].bytes[0] = 0x30 + UInt8((channel + 1) / 10)
      names[channel].bytes[1] = 0x30 + UInt8((channel + 1) % 10)
    }
    resampler = ResamplerDesign()
    highPass = .identity
    notchCount = 0
    notches = InlineArray(repeating: .identity)
    quality = QualityDesign()
    features = FeatureDesign()
    self.windowSamples = windowSamples
    self.hopSamples = hopSamples
    settlingSamples = 0
    polygraphCount = 0
    polygraph = InlineArray(repeating: PolygraphInput(input: 0, role: .eeg, name: ChannelName()))
  }
}
