import func Foundation.sin

/// Repeatable test signals.
struct SignalSource {
  private var noise: NoiseSource
  private var slow = 0.0

  init(seed: UInt64) {
    noise = NoiseSource(seed: seed)
  }

  /// The next sample of noise with the spectrum of a calm EEG: most of its power in the delta and theta bands, about
  /// 30 µV altogether.
  mutating func calm(rate: Double) -> Double {
    let memory = 1 - 2 * Double.pi * 3 / rate
    slow = memory * slow + 30 * (1 - memory * memory).squareRoot() * 1.7 * noise.bell()
    return slow
  }

  /// The next sample of white noise of `microvolts` (root mean square).
  mutating func white(_ microvolts: Double) -> Double {
    // Four evenly spread numbers, halved: variance 1/3.
    noise.bell() * 3.0.squareRoot() * microvolts
  }

  static func sine(_ microvolts: Double, hertz: Double, time: Double) -> Double {
    microvolts * sin(2 * .pi * hertz * time)
  }
}
