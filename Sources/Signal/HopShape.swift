import Vocabulary

/// What one pass over the conditioned samples of a hop finds on one channel.
struct HopShape: Sendable {
  /// Samples before the hop that the pass looks at.
  static let reach = 21
  /// The lags of `products`: two short ones, and some over which only a line is like itself, an eighth of a second at
  /// 128 samples in a second.
  static let lags: InlineArray<6, Int> = [0, 1, 16, 17, 18, 19]

  /// The largest distance of a sample from zero, in 2^-8 microvolt.
  var peak: Int32 = 0
  /// By lag, mean products of second differences so far apart, in 2^-16 square microvolt.
  var products: InlineArray<6, Int64> = InlineArray(repeating: 0)

  /// Looks at the newest samples; `reach` more must be there before them.
  init(channel: Int, ring: borrowing SampleRing, samples: Int) {
    var bends: InlineArray<32, Int32> = InlineArray(repeating: 0)
    var age = samples &+ HopShape.reach
    var older = ring.sample(channel: channel, age: age)
    var old = ring.sample(channel: channel, age: age &- 1)
    age &-= 2
    while age > 0 {
      let value = ring.sample(channel: channel, age: age)
      let bend = value &- 2 &* old &+ older
      bends[age & 31] = bend
      if age <= samples {
        for index in 0..<6 {
          products[index] &+= Int64(bend) &* Int64(bends[(age &+ HopShape.lags[index]) & 31])
        }
        peak = max(peak, max(value, 0 &- value))
      }
      (older, old) = (old, value)
      age &-= 1
    }
    for index in 0..<6 { products[index] /= Int64(samples) }
  }

  /// Whether one frequency above a third of the rate carries what bends, and more than the EEG: mains next to the
  /// notch. Second differences leave little of an EEG, and over an eighth of a second only a line is like itself;
  /// muscle is not. A sinusoid's own power is a ninth to a sixteenth of that of its second differences.
  ///
  /// - Parameter eeg: The hop's power in the EEG's band.
  /// - Returns: Whether it does.
  func isPure(beside eeg: UInt64) -> Bool {
    let power = products[0]
    guard 2 * products[1] < -power && power > Int64(clamping: eeg) else { return false }
    for lag in 2..<6 where 10 * abs(products[lag]) > EEGLimits.lineTenths * power { return true }
    return false
  }
}
