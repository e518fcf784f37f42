/// One minute of one channel, for the long-term record. Computed from the conditioned signal over settled samples only.
public struct ChannelFeatures: Equatable, Sendable {
  /// Conditioned samples the features were computed from; 0 means all others are undefined.
  public var sampleCount: UInt32
  /// Every defect seen in the minute.
  public var quality: Quality
  /// Mean absolute difference of neighbouring samples (line length per sample), in 2^-8 microvolt.
  public var lineLength: UInt32
  /// Mean square, in 2^-8 square microvolt, clamped.
  public var variance: UInt32
  /// Mean square in 0.5–4 Hz, in 2^-8 square microvolt, clamped.
  public var delta: UInt32
  /// Mean square in 4–8 Hz, in 2^-8 square microvolt, clamped.
  public var theta: UInt32
  /// Mean square in 8–13 Hz, in 2^-8 square microvolt, clamped.
  public var alpha: UInt32
  /// Mean square in 13–30 Hz, in 2^-8 square microvolt, clamped.
  public var beta: UInt32
  /// Mean square in 30–45 Hz, in 2^-8 square microvolt, clamped; 0 where the model's rate is too low for it.
  public var gamma: UInt32
  /// Autocorrelation at a lag of one sample, in 2^-15.
  public var lagOneAutocorrelation: Int16
  /// Sharp transients in the minute: slope reversals larger than five times the running line length.
  public var spikes: UInt16

  /// A minute of which nothing is known.
  public init() {
    sampleCount = 0
    quality = .unknown
    lineLength = 0
    variance = 0
    delta = 0
    theta = 0
    alpha = 0
    beta = 0
    gamma = 0
    lagOneAutocorrelation = 0
    spikes = 0
  }
}
