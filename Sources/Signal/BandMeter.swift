import Vocabulary

/// Adds up every channel's power in the bands of the long-term features.
struct BandMeter: ~Copyable {
  private let channelCount: Int
  private let bands: InlineArray<5, InlineArray<2, Biquad>>
  /// Both sections' memory and the sums of squares in 2^-16 square microvolt, 32 channels for each band.
  private var first: InlineArray<160, BiquadState>
  private var second: InlineArray<160, BiquadState>
  private var powers: InlineArray<160, UInt64>

  /// Takes the bands of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    bands = design.features.bands
    first = InlineArray(repeating: BiquadState())
    second = InlineArray(repeating: BiquadState())
    powers = InlineArray(repeating: 0)
  }

  /// Starts one channel's filters at rest.
  mutating func settle(channel: Int) {
    for band in 0..<FeatureDesign.bandCount {
      first[band * Limits.channels + channel] = BiquadState()
      second[band * Limits.channels + channel] = BiquadState()
    }
  }

  /// Takes one conditioned sample of every channel; those of `counted` are added up.
  mutating func step(_ values: borrowing PerChannel<Int32>, counted: ChannelMask) {
    var first = first.mutableSpan
    var second = second.mutableSpan
    var powers = powers.mutableSpan
    let counted = counted.rawValue
    for band in 0..<FeatureDesign.bandCount {
      let (one, two) = (bands[band][0], bands[band][1])
      let start = band &* Limits.channels
      for channel in 0..<channelCount {
        let place = start &+ channel
        let found = second[place].step(first[place].step(values[channel], one), two)
        powers[place] &+= counted &>> UInt32(truncatingIfNeeded: channel) & 1 == 0 ? 0 : FixedPoint.square(found)
      }
    }
  }

  /// One channel's sum of squares in one band.
  func power(band: Int, channel: Int) -> UInt64 {
    powers[band * Limits.channels + channel]
  }

  /// Forgets one channel's sums.
  mutating func discard(channel: Int) {
    for band in 0..<FeatureDesign.bandCount { powers[band * Limits.channels + channel] = 0 }
  }
}
