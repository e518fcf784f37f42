import Foundation

/// Measurements on sampled signals.
enum Measure {
  /// The amplitude of the sine of `hertz` that fits best, over whole periods of a settled stretch.
  static func amplitude(_ samples: ArraySlice<Double>, hertz: Double, rate: Double) -> Double {
    var (real, imaginary, weight) = (0.0, 0.0, 0.0)
    let count = Double(samples.count)
    for (index, sample) in samples.enumerated() {
      // A Hann window keeps an unfinished period from mattering.
      let window = 0.5 - 0.5 * cos(2 * .pi * (Double(index) + 0.5) / count)
      let angle = 2 * .pi * hertz * Double(index) / rate
      real += window * sample * cos(angle)
      imaginary += window * sample * sin(angle)
      weight += window
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / weight
  }

  static func rootMeanSquare(_ samples: ArraySlice<Double>) -> Double {
    (samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count)).squareRoot()
  }

  static func decibels(_ ratio: Double) -> Double {
    20 * log10(ratio)
  }
}
