/// The band-passes of the long-term features, at the model's rate.
public struct FeatureDesign: Sendable {
  /// How many bands there are: delta, theta, alpha, beta, gamma.
  public static let bandCount = 5

  /// Two sections for each band; silent where the model's rate is too low for the band.
  public var bands: InlineArray<5, InlineArray<2, Biquad>>

  /// Bands that measure nothing.
  public init() {
    bands = InlineArray(repeating: InlineArray(repeating: .silent))
  }
}
