import Vocabulary

/// What the quality meter watches and when it speaks. Powers are compared in 2^-16 square microvolts.
public struct QualityDesign: Sendable {
  /// How many mains detectors are in use.
  public var mainsCount: UInt8
  /// Band-passes around the mains frequencies, at the input rate, of gain one in their middle.
  public var mains: InlineArray<2, Biquad>
  /// A high-pass for muscle activity at the input rate; silent where the rate is too low to see any.
  public var muscle: Biquad
  /// A hop whose samples span less than this is flat, in 2^-8 microvolt; half of the window's hops make it flat.
  public var flatSpan: UInt32
  /// Saturated samples that mark a window, in thousandths.
  public var saturatedPermille: UInt16
  /// Samples with an electrode off that mark a window, in thousandths.
  public var leadOffPermille: UInt16
  /// Samples not to be trusted that mark a window, in thousandths.
  public var invalidPermille: UInt16
  /// Mains power over EEG power that marks a window, in 2^-8.
  public var mainsRatio: UInt32
  /// Mains power below which a window is never marked.
  public var mainsFloor: UInt32
  /// Muscle power over EEG power that marks a window, in 2^-8.
  public var muscleRatio: UInt32
  /// Muscle power below which a window is never marked.
  public var muscleFloor: UInt32
  /// Input samples that a channel may be without a trustworthy value before its filters start anew.
  public var holdLimit: UInt32
  /// Input samples that a channel may be saturated before its filters start anew: after a long time at the rail the way
  /// back is a step of up to volts, after a short one it is the signal's own peak.
  public var saturationLimit: UInt32
  /// The defects that make a channel unusable.
  public var unusable: Quality

  /// Thresholds that never speak, no detectors.
  public init() {
    mainsCount = 0
    mains = InlineArray(repeating: .silent)
    muscle = .silent
    flatSpan = 0
    saturatedPermille = 1000
    leadOffPermille = 1000
    invalidPermille = 1000
    mainsRatio = 1 << 16
    mainsFloor = .max
    muscleRatio = 1 << 16
    muscleFloor = .max
    holdLimit = 1
    saturationLimit = 1
    unusable = Quality(rawValue: 0)
  }
}
