import Foundation

/// Generated EEG, in microvolts at each electrode: independent background, and where wanted a seizure. Knows
/// nothing of the code that judges it.
public struct GeneratedEEG: Sendable {
  /// Samples a second.
  public let rate: Double
  /// Where its random numbers come from.
  public var noise: SeededGenerator
  private var slow: [Double]
  private var fast: [Double]
  private var sample = 0
  private var phase = 0.0

  /// Creates a generator: equal seeds give equal EEG.
  public init(electrodes: Int, rate: Double, seed: UInt64 = 1) {
    self.rate = rate
    noise = SeededGenerator(seed: seed)
    slow = Array(repeating: 0, count: electrodes)
    fast = slow
  }

  /// Time of the next sample in seconds.
  public var time: Double { Double(sample) / rate }

  /// A number near a bell curve of variance one.
  public mutating func bell() -> Double {
    var sum = 0.0
    for _ in 0..<4 { sum += Double(noise.next() >> 11) / Double(1 << 53) - 0.5 }
    return sum * 3.0.squareRoot()
  }

  /// The next background: most of it below 4 Hz, `microvolts` altogether (root mean square).
  public mutating func background(microvolts: Double = 20) -> [Double] {
    sample += 1
    let (low, high) = (exp(-2 * Double.pi * 2 / rate), exp(-2 * Double.pi * 12 / rate))
    for index in slow.indices {
      slow[index] = low * slow[index] + (1 - low * low).squareRoot() * bell()
      fast[index] = high * fast[index] + (1 - high * high).squareRoot() * bell()
    }
    return slow.indices.map { microvolts * (0.9 * slow[$0] + 0.4 * fast[$0]) + 0.14 * bell() }
  }

  /// The next sample of spikes and waves, 3 in a second, whose rhythm wanders a little: 1 at the top of a wave, -3 in a
  /// spike.
  public mutating func spikeAndWave(hertz: Double = 3) -> Double {
    phase += hertz / rate * (1 + 0.3 * bell())
    let place = phase - phase.rounded(.down)
    let spike = place < 0.12 ? -3 * sin(.pi * place / 0.12) : 0
    return spike + (place > 0.2 ? sin(.pi * (place - 0.2) / 0.8) : 0) - 0.3
  }
}
