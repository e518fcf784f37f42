/// What the plausibility meter keeps of one hop on one channel. Powers are means of squares in 2^-16 square microvolt.
struct HopSpectrum: Sendable {
  /// In the bands delta, theta, alpha, beta.
  var bands: InlineArray<4, UInt64> = InlineArray(repeating: 0)
  /// Of all that is left after conditioning.
  var power: UInt64 = 0
  /// Mean of the products of neighbouring samples.
  var lagged: Int64 = 0
  /// Eighths of a second, and how many of them were silent.
  var blocks: UInt16 = 0
  var silentBlocks: UInt16 = 0
  /// The largest distance of a sample from zero, in microvolt.
  var peak: UInt16 = 0
  private var flags: UInt8 = 0

  /// Whether every sample of the hop counted.
  var isWhole: Bool {
    get { flags & 1 != 0 }
    set { flags = newValue ? flags | 1 : flags & ~1 }
  }

  /// Whether a jump lies in it.
  var hasJump: Bool {
    get { flags & 2 != 0 }
    set { flags = newValue ? flags | 2 : flags & ~2 }
  }

  /// Whether one frequency next to the mains' carries what bends.
  var isPure: Bool {
    get { flags & 4 != 0 }
    set { flags = newValue ? flags | 4 : flags & ~4 }
  }

  /// In the EEG's band, from delta to beta.
  var eeg: UInt64 { bands[0] &+ bands[1] &+ bands[2] &+ bands[3] }
}
