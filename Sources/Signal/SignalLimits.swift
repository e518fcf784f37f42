/// The fixed sizes of the signal chain: every buffer on the board is as large as these say.
public enum SignalLimits {
  /// Resampler coefficients of all phases together.
  public static let coefficients = 8192
  /// Resampler coefficients of one phase: the length of each channel's delay line.
  public static let taps = 1024
  /// Conditioned samples kept for each channel: 16 s at 128 Hz. Not a power of two, so that the channels do not
  /// compete for the same cache lines.
  public static let ringSamples = 2064
  /// Hops of the longest window.
  public static let hopsPerWindow = 32
  /// Mains frequencies that can be watched and removed at once.
  public static let mainsFrequencies = 2
  /// Notch sections in cascade: two for each mains frequency.
  public static let notchSections = 4
  /// The lowest and highest rate of a model, in hertz.
  public static let modelRates: ClosedRange<UInt32> = 32...256
  /// The highest input rate, in hertz.
  public static let inputHertz: UInt32 = 16_384
}

/// One value for each of the newest conditioned samples of a channel, `SignalLimits.ringSamples`.
public typealias PerRingSample<Element> = InlineArray<2064, Element>
