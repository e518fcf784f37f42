import Vocabulary

/// What a model is, what it takes and what its evidence is compared with: the section's header.
public struct ModelInformation: Sendable {
  /// The first four bytes of a section, little-endian: `PMDL`.
  public static let magic: UInt32 = 0x4C44_4D50
  /// The layout this program reads and writes.
  public static let version: UInt16 = 2
  /// Bytes of the header.
  public static let headerBytes = 128

  /// What the model's evidence is about.
  public var role: ModelRole
  /// What one unit of the input stands for.
  public var normalisation: Normalisation
  /// The model's name.
  public var name: ChannelName
  /// Sampling rate of the input.
  public var rate: Rate
  /// Samples of one window of one channel.
  public var windowSamples: UInt32
  /// Channels the model takes at once: 1 for an encoder that is run for each channel.
  public var inputChannels: UInt32
  /// Samples from one window to the next.
  public var hopSamples: UInt32
  /// Turns samples into the model's input.
  public var quantiser: InputQuantiser
  /// By `OperatingPoint`: the evidence of one channel at which the model says yes.
  public var thresholds: InlineArray<3, Int32>
  /// By `OperatingPoint`: the accumulated excess of one channel's evidence that opens an event, 0 or more.
  public var raiseExcess: InlineArray<3, Int32>
  /// Where a channel's mean evidence lies while nothing happens, as a median over people; 0 where `levelStep` is.
  public var levelReference: Int32
  /// The step by which a threshold follows the person's own level; 0 where it does not.
  public var levelStep: Int32
  /// The operating point where the site names none.
  public var defaultOperatingPoint: OperatingPoint
  /// The last operator is a fully connected layer of int8 activations with one output, whose int32 accumulator is the
  /// evidence; otherwise it is the first output less its zero point, or what `montage` says.
  public var endsInAccumulator: Bool
  /// The evidence of several channels may be added up: one channel at a time, ending in an accumulator.
  public var evidenceIsAdditive: Bool { endsInAccumulator && inputChannels == 1 }
  /// How all channels of a montage are taken at once; nil for an encoder that is run for each channel.
  public var montage: MontageInput?
  /// Multiply-accumulates of one evaluation.
  public var multiplyAccumulates: UInt64
  /// Bytes of the arena the model uses, `InferenceLimits.readAheadBytes` beyond the last tensor included.
  public var arenaBytes: UInt32
  /// Index of the input tensor.
  public var inputTensor: UInt16
  /// Index of the output tensor.
  public var outputTensor: UInt16

  /// Creates the description of a model.
  public init(
    role: ModelRole, normalisation: Normalisation, name: ChannelName, rate: Rate, windowSamples: UInt32,
    inputChannels: UInt32, hopSamples: UInt32, quantiser: InputQuantiser, thresholds: InlineArray<3, Int32>,
    raiseExcess: InlineArray<3, Int32> = [0, 0, 0], levelReference: Int32 = 0, levelStep: Int32 = 0,
    defaultOperatingPoint: OperatingPoint, endsInAccumulator: Bool, montage: MontageInput? = nil,
    multiplyAccumulates: UInt64, arenaBytes: UInt32,
    inputTensor: UInt16, outputTensor: UInt16
  ) {
    self.role = role
    self.normalisation = normalisation
    self.name = name
    self.rate = rate
    self.windowSamples = windowSamples
    self.inputChannels = inputChannels
    self.hopSamples = hopSamples
    self.quantiser = quantiser
    self.thresholds = thresholds
    self.raiseExcess = raiseExcess
    self.levelReference = levelReference
    self.levelStep = levelStep
    self.defaultOperatingPoint = defaultOperatingPoint
    self.endsInAccumulator = endsInAccumulator
    self.montage = montage
    self.multiplyAccumulates = multiplyAccumulates
    self.arenaBytes = arenaBytes
    self.inputTensor = inputTensor
    self.outputTensor = outputTensor
  }

  /// The evidence of one channel at which the model says yes.
  public func threshold(at point: OperatingPoint) -> Int32 {
    thresholds[Int(point.rawValue)]
  }

  /// The accumulated excess that opens an event.
  public func raiseExcess(at point: OperatingPoint) -> Int32 {
    raiseExcess[Int(point.rawValue)]
  }
}
