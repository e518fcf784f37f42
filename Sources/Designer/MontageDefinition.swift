/// Which derivations are made of the recorded channels.
public enum MontageDefinition: Equatable, Sendable {
  /// What the recording allows, see `MontageResolver`.
  case auto
  /// All 18 derivations of the longitudinal bipolar montage.
  case doubleBanana
  /// Each channel as recorded.
  case referential
  /// Derivations such as `F7-T7`, or electrodes or labels as recorded, in this order.
  case named([String])
  /// Those of such derivations that the recording allows, in this order; at least one.
  case available([String])

  /// The longitudinal bipolar montage ("double banana"): both temporal and parasagittal chains and the midline.
  public static let doubleBananaNames = [
    "Fp1-F7", "F7-T7", "T7-P7", "P7-O1", "Fp1-F3", "F3-C3", "C3-P3", "P3-O1", "Fp2-F4", "F4-C4", "C4-P4", "P4-O2",
    "Fp2-F8",
    "F8-T8", "T8-P8", "P8-O2", "Fz-Cz", "Cz-Pz",
  ]
}
