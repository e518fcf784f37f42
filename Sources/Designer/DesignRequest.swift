import Signal
import Vocabulary

/// What a signal chain is wanted for.
public struct DesignRequest: Sendable {
  /// The recorded channels or the board's inputs, in their order.
  public var inputs: [InputDescription]
  /// Their rate.
  public var inputRate: Rate
  /// The rate that the model was trained at, in hertz.
  public var modelRate: UInt32
  /// Which derivations are made.
  public var montage: MontageDefinition
  /// Mains frequencies to remove and watch, in hertz, at most two; both where the country is not known, since the
  /// pass-band ends below either.
  public var mainsHertz: [UInt32]
  /// The model's window, in samples at the model's rate.
  public var windowSamples: UInt32
  /// From one window to the next, in samples at the model's rate.
  public var hopSamples: UInt32
  /// Time that no window uses after a start or a gap, in milliseconds. After the standard second the high-pass keeps a
  /// tenth of what its first sample was off by.
  public var settlingMilliseconds: UInt32
  /// From which signal on a defect counts, and which make a channel unusable.
  public var quality: QualityThresholds

  /// Creates a request.
  public init(
    inputs: [InputDescription], inputRate: Rate, modelRate: UInt32, montage: MontageDefinition = .auto,
    mainsHertz: [UInt32] = [50, 60], windowSamples: UInt32, hopSamples: UInt32, settlingMilliseconds: UInt32 = 1000,
    quality: QualityThresholds = .standard
  ) {
    self.inputs = inputs
    self.inputRate = inputRate
    self.modelRate = modelRate
    self.montage = montage
    self.mainsHertz = mainsHertz
    self.windowSamples = windowSamples
    self.hopSamples = hopSamples
    self.settlingMilliseconds = settlingMilliseconds
    self.quality = quality
  }
}
