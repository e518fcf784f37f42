import Signal

/// A signal design, and how it relates to what was asked for.
public struct DesignedSignal: Sendable {
  /// The design.
  public var design: SignalDesign
  /// By input of a frame: the index of the requested input whose code goes there. All in their order where they are at
  /// most `Limits.inputs`, else only those that the montage uses.
  public var inputIndices: [Int]
  /// The channels, as resolved from the requested inputs.
  public var channels: [ResolvedChannel]
  /// How much later than in the frames an event appears in the conditioned samples: the delay of the low-pass.
  public var delaySeconds: Double
  /// What a person may want to know, such as channels left out.
  public var notes: [String]
  /// What the detector was not made for: channels that are no derivations, electrodes that were not recognised.
  public var cautions: [String] { inputCautions + montageCautions }
  /// Those of the cautions that only the inputs' names show.
  public var inputCautions: [String] = []
  /// Those of the cautions that the design itself shows, without the inputs' names.
  public var montageCautions: [String] = []
  /// By how much the design's input rate differs from the one asked for, in parts per million; 0 where it is the same.
  public var ratePartsPerMillion: Double = 0
}
