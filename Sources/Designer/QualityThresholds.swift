import Signal
import Vocabulary

/// From which signal on a defect of a channel is noted, in the units of a person.
public struct QualityThresholds: Equatable, Sendable {
  /// Defects of which a site may say whether they make a channel unusable.
  public static let choosable: [(name: String, quality: Quality)] = (0..<QualityKind.count)
    .map { QualityKind.row($0) }.filter(\.isChoosable).map { ("\($0.name)", $0.quality) }
  /// Defects that always do: nothing is inferred from what is not known, nor from what cannot be EEG.
  public static let alwaysUnusable = Quality.alwaysUnusable

  /// A hop that spans less than this is flat, in microvolts.
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
  /// Muscle power over EEG power that marks a window; less where the rate shows less of it.
  public var muscleRatio: Double
  /// Muscle activity below this never marks a window, in microvolts (root mean square).
  public var muscleFloorMicrovolts: Double
  /// The defects that make a channel unusable.
  public var unusable: Quality

  /// Creates thresholds.
  public init(
    flatMicrovolts: Double, saturatedPermille: UInt16, leadOffPermille: UInt16, invalidPermille: UInt16,
    mainsRatio: Double, mainsFloorMicrovolts: Double, muscleRatio: Double, muscleFloorMicrovolts: Double,
    unusable: Quality
  ) {
    self.flatMicrovolts = flatMicrovolts
    self.saturatedPermille = saturatedPermille
    self.leadOffPermille = leadOffPermille
    self.invalidPermille = invalidPermille
    self.mainsRatio = mainsRatio
    self.mainsFloorMicrovolts = mainsFloorMicrovolts
    self.muscleRatio = muscleRatio
    self.muscleFloorMicrovolts = muscleFloorMicrovolts
    self.unusable = unusable
  }

  /// What counts unless the site says otherwise: a living electrode spans more than 1 µV in any hop; mains is four
  /// times the EEG's amplitude and more than 5 µV; muscle is half the EEG's power and more than 4 µV; an input at the
  /// rail is there for good, while a seizure's clipped peaks fill up to a fifth of a window (CHB-MIT, beyond 800 µV).
  /// Not mains, which is removed, nor muscle, which seizures come with, makes a channel unusable.
  public static let standard = QualityThresholds(
    flatMicrovolts: 1, saturatedPermille: 333, leadOffPermille: 50, invalidPermille: 50, mainsRatio: 16,
    mainsFloorMicrovolts: 5, muscleRatio: 0.5, muscleFloorMicrovolts: 4,
    unusable: [.flat, .saturated, .leadOff].reduce(alwaysUnusable) { $0.union($1) })

  /// Writes the thresholds into a signal chain's design.
  ///
  /// - Parameter design: The part of it that watches the quality; its filters stay as they are.
  public func apply(to design: inout QualityDesign) {
    design.flatSpan = UInt32((flatMicrovolts * 256).rounded())
    design.saturatedPermille = saturatedPermille
    design.leadOffPermille = leadOffPermille
    design.invalidPermille = invalidPermille
    design.mainsRatio = UInt32((mainsRatio * 256).rounded())
    design.mainsFloor = QualityThresholds.power(mainsFloorMicrovolts)
    design.muscleRatio = UInt32((muscleRatio * 256).rounded())
    design.muscleFloor = QualityThresholds.power(muscleFloorMicrovolts)
    design.unusable = unusable
  }

  /// The square, in 2^-16 square microvolts: within 32 bits up to 255 microvolts.
  private static func power(_ microvolts: Double) -> UInt32 {
    UInt32((microvolts * microvolts * 65_536).rounded())
  }
}
