/// From which signal on a channel is not to be trusted, in the units of a person; the signal chain's designer turns them
/// into its own.
public struct QualityThresholds: Equatable, Sendable {
  /// A signal that spans less than this in a hop is flat, in microvolts.
  public var flatMicrovolts: Double
  /// Saturated samples that mark a window, in thousandths.
  public var saturatedPermille: UInt16
  /// Samples with an electrode off that mark a window, in thousandths.
  public var leadOffPermille: UInt16
  /// Samples not to be trusted that mark a window, in thousandths.
  public var invalidPermille: UInt16
  /// Mains power over EEG power that marks a window.
  public var mainsRatio: Double
  /// Mains below this never mark a window, in microvolts (root mean square).
  public var mainsFloorMicrovolts: Double
  /// Muscle power over EEG power that marks a window.
  public var muscleRatio: Double
  /// Muscle activity below this never marks a window, in microvolts (root mean square).
  public var muscleFloorMicrovolts: Double
}
