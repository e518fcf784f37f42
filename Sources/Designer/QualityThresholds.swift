import Signal

/// From which signal on a channel is not to be trusted, in the units of a person.
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

  /// Creates thresholds.
  public init(
    flatMicrovolts: Double, saturatedPermille: UInt16, leadOffPermille: UInt16, invalidPermille: UInt16,
    mainsRatio: Double, mainsFloorMicrovolts: Double, muscleRatio: Double, muscleFloorMicrovolts: Double
  ) {
    self.flatMicrovolts = flatMicrovolts
    self.saturatedPermille = saturatedPermille
    self.leadOffPermille = leadOffPermille
    self.invalidPermille = invalidPermille
    self.mainsRatio = mainsRatio
    self.mainsFloorMicrovolts = mainsFloorMicrovolts
    self.muscleRatio = muscleRatio
    self.muscleFloorMicrovolts = muscleFloorMicrovolts
  }

  /// What counts unless the site says otherwise: a living electrode spans more than 1 µV in any hop; mains is four times the
  /// EEG's amplitude and more than 5 µV; muscle is half the EEG's power and more than 4 µV.
  public static let standard = QualityThresholds(
    flatMicrovolts: 1, saturatedPermille: 100, leadOffPermille: 50, invalidPermille: 50, mainsRatio: 16,
    mainsFloorMicrovolts: 5, muscleRatio: 0.5, muscleFloorMicrovolts: 4)

  /// Puts the thresholds into a design, in its units.
  func set(in quality: inout QualityDesign) {
    quality.flatSpan = QualityThresholds.places(8, of: flatMicrovolts)
    quality.saturatedPermille = saturatedPermille
    quality.leadOffPermille = leadOffPermille
    quality.invalidPermille = invalidPermille
    quality.mainsRatio = QualityThresholds.places(8, of: mainsRatio)
    quality.mainsFloor = QualityThresholds.places(16, of: mainsFloorMicrovolts * mainsFloorMicrovolts)
    quality.muscleRatio = QualityThresholds.places(8, of: muscleRatio)
    quality.muscleFloor = QualityThresholds.places(16, of: muscleFloorMicrovolts * muscleFloorMicrovolts)
  }

  private static func places(_ places: Int, of value: Double) -> UInt32 {
    UInt32(min(max((value * Double(1 << places)).rounded(), 0), Double(UInt32.max)))
  }
}
