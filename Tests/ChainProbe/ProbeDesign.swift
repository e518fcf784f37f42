import Signal
import Vocabulary

/// A signal chain with everything in use and as much gain as a design may have, so that every stage saturates.
enum ProbeDesign {
  /// 18 channels from 256 Hz to 128 Hz.
  static var design: SignalDesign {
    var design = SignalDesign(modelRate: 128, channelCount: 18, windowSamples: 256, hopSamples: 64)
    design.inputRate = Rate(256)
    design.resampler.down = 2
    design.resampler.taps = 32
    // Pairs that sum to two sixteenths: one in all, with a weight of four.
    for pair in 0..<16 {
      design.resampler.coefficients[2 * pair] = 5 * (Biquad.one / 32)
      design.resampler.coefficients[2 * pair + 1] = -3 * (Biquad.one / 32)
    }
    for input in 0..<18 {
      let places = UInt8(input % 20)
      design.calibrations[input] = Calibration(
        multiplier: 3 << Int64(places), offset: Int64(input) << 20, shift: places, lowestCode: .min + 5,
        highestCode: .max - 5)
      if input % 3 == 0 { design.derivations[input].minus = UInt8(input + 1) }
    }
    design.highPass = Biquad(b0: Biquad.one, b1: -2 * Biquad.one, b2: Biquad.one, a1: -490_000_000, a2: 225_000_000)
    design.notchCount = 1
    design.notches[0] = Biquad(b0: 250_000_000, b1: -90_000_000, b2: 250_000_000, a1: -90_000_000, a2: 231_000_000)
    setDetectors(&design.quality)
    for band in 0..<FeatureDesign.bandCount {
      let a2 = Biquad.one - Biquad.one >> Int32(6 - band)
      design.features.bands[band][0] = bandPass(Biquad.one >> Int32(5 - band), a1: -a2 / 4 * 7, a2: a2)
      design.features.bands[band][1] = bandPass(2 * Biquad.one >> Int32(4 - band), a1: a2 / 3, a2: a2)
    }
    return design
  }

  private static func setDetectors(_ quality: inout QualityDesign) {
    quality.mainsCount = 2
    quality.mains[0] = bandPass(2 * Biquad.one, a1: -120_000_000, a2: 250_000_000)
    quality.mains[1] = bandPass(8_000_000, a1: -40_000_000, a2: 252_000_000)
    quality.muscle = Biquad(b0: Biquad.one, b1: -2 * Biquad.one, b2: Biquad.one, a1: 100_000_000, a2: 60_000_000)
    quality.flatSpan = 1 << 12
    quality.mainsRatio = 1 << 7
    quality.mainsFloor = 1 << 20
    quality.muscleRatio = 1 << 8
    quality.muscleFloor = 1 << 20
    quality.saturatedPermille = 200
    quality.leadOffPermille = 15
    quality.invalidPermille = 12
    quality.holdLimit = 20
    quality.saturationLimit = 40
  }

  private static func bandPass(_ weight: Int32, a1: Int32, a2: Int32) -> Biquad {
    Biquad(b0: weight, b1: 0, b2: -weight, a1: a1, a2: a2)
  }
}
