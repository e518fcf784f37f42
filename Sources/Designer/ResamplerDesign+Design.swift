import Signal
import Vocabulary

extension ResamplerDesign {
  /// The upper end of the pass-band, as a part of the model's rate: 46 Hz at 128 Hz, 23 Hz at 64 Hz.
  static let passband = 0.36
  /// Rejection beyond half the lower of both rates, in decibels; Kaiser's formula then gives 1 to 2 dB less than asked.
  static let rejectionDecibels = 70.0
  /// The lowest input rate as a part of the model's: below it nothing would be left between pass-band and its half.
  static let lowestRate = 0.78

  /// How long the low-pass is, in seconds; half of it is the delay.
  static func length(inputHertz: Double, modelRate: UInt32) -> Double {
    let stop = min(inputHertz, Double(modelRate)) / 2
    let transition = stop - passband * Double(modelRate)
    return (rejectionDecibels - 7.95) / (2.285 * 2 * DeterministicMath.pi * transition)
  }

  /// A Kaiser-windowed low-pass from `inputRate` to `modelRate`.
  ///
  /// Every rate gets the same pass-band, also the model's own: a model then sees the same band from every device.
  ///
  /// - Throws: `DesignError.rate` if the rate is too low or its ratio needs too many coefficients.
  static func design(inputRate: Rate, modelRate: UInt32) throws(DesignError) -> ResamplerDesign {
    guard let (up, down, taps) = size(inputRate: inputRate, modelRate: modelRate) else {
      throw .rate(inputRate, modelRate: modelRate, working: workingRates(modelRate: modelRate))
    }
    let stop = min(inputRate.hertz, Double(modelRate)) / 2
    let cutoff = (stop + passband * Double(modelRate)) / 2 / (inputRate.hertz * Double(up))
    let prototype = lowPass(cutoff: cutoff, length: up * taps)
    var design = ResamplerDesign()
    design.up = UInt32(up)
    design.down = UInt32(down)
    design.taps = UInt32(taps)
    for phase in 0..<up {
      let weights = (0..<taps).map { prototype[phase + (taps - 1 - $0) * up] }
      let whole = normalised(weights)
      for tap in 0..<taps { design.coefficients[phase * taps + tap] = whole[tap] }
    }
    return design
  }

  /// The whole-hertz rates that can be resampled to `modelRate`, of those that devices and files use.
  static func workingRates(modelRate: UInt32) -> [UInt32] {
    let common: [UInt32] = [
      50, 64, 100, 125, 128, 160, 173, 178, 200, 240, 250, 256, 300, 400, 480, 500, 512, 600, 800, 1000, 1024, 1200,
      1600, 2000, 2048,
    ]
    return common.filter { size(inputRate: Rate($0), modelRate: modelRate) != nil }
  }

  /// Coefficients of one phase for an input rate, or nil if the rate is too low for the model's.
  static func taps(inputHertz: Double, modelRate: UInt32) -> Int? {
    guard inputHertz >= lowestRate * Double(modelRate) else { return nil }
    return Int((length(inputHertz: inputHertz, modelRate: modelRate) * inputHertz).rounded(.up))
  }

  /// The ratio and the coefficients of a phase that bring a rate to the model's, or nil if they do not fit.
  static func size(inputRate: Rate, modelRate: UInt32) -> (up: Int, down: Int, taps: Int)? {
    let numerator = UInt64(modelRate) * UInt64(inputRate.denominator)
    let divisor = greatestCommonDivisor(numerator, UInt64(inputRate.numerator))
    let (up, down) = (Int(numerator / divisor), Int(UInt64(inputRate.numerator) / divisor))
    guard let taps = taps(inputHertz: inputRate.hertz, modelRate: modelRate), up <= SignalLimits.coefficients,
      taps <= SignalLimits.taps, up * taps <= SignalLimits.coefficients,
      down <= SignalLimits.inputHertz
    else { return nil }
    return (up, down, taps)
  }

  private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func lowPass(cutoff: Double, length: Int) -> [Double] {
    let beta = 0.1102 * (rejectionDecibels - 8.7)
    let centre = Double(length - 1) / 2
    let edge = DeterministicMath.besselI0(beta)
    return (0..<length).map { index in
      let distance = Double(index) - centre
      let relative = centre == 0 ? 0 : distance / centre
      let window = DeterministicMath.besselI0(beta * max(0, 1 - relative * relative).squareRoot()) / edge
      let angle = DeterministicMath.pi * distance
      return window * (distance == 0 ? 2 * cutoff : DeterministicMath.sine(turns: cutoff * distance) / angle)
    }
  }

  /// Whole coefficients that sum to exactly one: what rounding leaves over goes to the largest.
  private static func normalised(_ weights: [Double]) -> [Int32] {
    let one: Int32 = 1 << ResamplerDesign.fractionBits
    let scale = Double(one) / weights.reduce(0, +)
    var whole = weights.map { Int32(($0 * scale).rounded()) }
    let largest = whole.indices.max { whole[$0].magnitude < whole[$1].magnitude } ?? 0
    whole[largest] += one - whole.reduce(0, +)
    return whole
  }
}
