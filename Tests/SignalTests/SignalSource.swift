import func Foundation.sin

/// Repeatable test signals.
struct SignalSource {
  private var noise: NoiseSource
  private var slow = 0.0
  private var low = [0.0, 0.0]

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

  /// The next sample of a muscle's activity: white noise of `microvolts` without what lies below about 20 Hz, twice.
  mutating func muscle(_ microvolts: Double, rate: Double) -> Double {
    let memory = 1 - min(0.6, 2 * Double.pi * 20 / rate)
    var value = white(microvolts)
    for index in low.indices {
      low[index] = memory * low[index] + (1 - memory) * value
      value -= low[index]
    }
    return value
  }

  static func sine(_ microvolts: Double, hertz: Double, time: Double) -> Double {
    microvolts * sin(2 * .pi * hertz * time)
  }
}
