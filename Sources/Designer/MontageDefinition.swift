import Electrodes

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
  public static var doubleBananaNames: [String] { Electrode.doubleBananaNames }

  /// The channels that it asks for by name; none where it takes what the recording has.
  public var names: [String] {
    switch self {
    case .auto, .referential: []
    case .doubleBanana: Self.doubleBananaNames
    case .named(let names), .available(let names): names
    }
  }
}
