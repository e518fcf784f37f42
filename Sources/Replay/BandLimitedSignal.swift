import Designer
import Foundation

/// A sampled signal read between its samples: a sum of sinc functions under a Kaiser window, 32 samples to either side.
struct BandLimitedSignal {
  private static let reach = 32
  private static let beta = 8.0

  let samples: [Double]

  /// The signal's value.
  ///
  /// - Parameter position: In samples from the first; outside, the first and the last sample go on.
  /// - Returns: The value there.
  func value(at position: Double) -> Double {
    let nearest = Int(position.rounded(.down))
    var (sum, weights) = (0.0, 0.0)
    for index in (nearest - Self.reach + 1)...(nearest + Self.reach) {
      let distance = position - Double(index)
      let weight = Self.sinc(distance) * Self.window(distance)
      sum += weight * samples[max(0, min(index, samples.count - 1))]
      weights += weight
    }
    return sum / weights
  }

  private static func sinc(_ x: Double) -> Double {
    x == 0 ? 1 : sin(.pi * x) / (.pi * x)
  }

  private static func window(_ distance: Double) -> Double {
    let part = distance / Double(reach)
    return part * part < 1 ? kaiser((1 - part * part).squareRoot()) / kaiser(1) : 0
  }

  private static func kaiser(_ height: Double) -> Double { DeterministicMath.besselI0(beta * height) }
}
