import Designer
import Signal
import Testing
import Vocabulary

import func Foundation.acos
import func Foundation.cos
import func Foundation.sin

/// Responses measured through the whole integer chain with sines, against what the filters were designed for.
@Suite struct FrequencyResponseTests {
  /// Gain in decibels at `hertz` of a sine of 1,000 µV, measured at `outputHertz` if it is expected elsewhere.
  private func gain(
    at hertz: Double, outputHertz: Double? = nil, inputRate: UInt32, modelRate: UInt32 = 128, mainsHertz: [UInt32] = []
  ) throws -> Double {
    let runner = try ChainRunner(hertz: inputRate, modelRate: modelRate, mainsHertz: mainsHertz)
    runner.feed(seconds: 24) { _, time in 1000 * sin(2 * .pi * hertz * time) }
    let settled = runner.conditioned[0].suffix(16 * Int(modelRate))
    return Measure.decibels(
      Measure.amplitude(settled, hertz: outputHertz ?? hertz, rate: Double(modelRate)) / 1000)
  }

  @Test(arguments: [128, 250, 256, 2000] as [UInt32])
  func theHighPassIsThreeDecibelsDownAtHalfAHertz(rate: UInt32) throws {
    #expect(abs(try gain(at: 0.5, inputRate: rate) + 3.01) < 0.1)
    #expect(abs(try gain(at: 2, inputRate: rate)) < 0.1)
    // 12 dB per octave below.
    #expect(abs(try gain(at: 0.125, inputRate: rate) + 24.1) < 0.4)
  }

  @Test(arguments: [50, 60] as [UInt32])
  func theNotchIsDeepAtMainsAndNarrowBesideIt(mains: UInt32) throws {
    let hertz = Double(mains)
    func notchGain(_ frequency: Double) throws -> Double {
      try gain(at: frequency, inputRate: 256, mainsHertz: [mains]) - gain(at: frequency, inputRate: 256)
    }
    #expect(try gain(at: hertz, inputRate: 256, mainsHertz: [mains]) < -70)
    #expect(try notchGain(hertz + 0.2) < -38)
    // Two sections, each −3 dB at points 4 Hz apart, whose middle the bilinear transform moves a little off the notch.
    let middle = acos(cos(2 * .pi * hertz / 128) * cos(2 * .pi * 2 / 128)) * 128 / (2 * .pi)
    #expect(abs(try notchGain(middle - 2) + 6.02) < 0.05)
    #expect(abs(try notchGain(middle + 2) + 6.02) < 0.05)
    #expect(try notchGain(40) > -2)
    #expect(try notchGain(30) > -0.3)
  }

  @Test(
    arguments: [100, 125, 128, 160, 200, 250, 256, 400, 500, 512, 1000, 2000] as [UInt32], [64, 128] as [UInt32])
  func thePassBandIsFlatAtEveryRate(rate: UInt32, modelRate: UInt32) throws {
    let edge = 0.36 * Double(modelRate)
    for part in [0.1, 0.5, 0.8, 0.97] {
      #expect(abs(try gain(at: part * edge, inputRate: rate, modelRate: modelRate)) < 0.1)
    }
  }

  @Test(
    arguments: [125, 160, 200, 250, 256, 400, 500, 512, 1000, 2000] as [UInt32], [64, 128] as [UInt32])
  func whatWouldAliasIsSixtyDecibelsDown(rate: UInt32, modelRate: UInt32) throws {
    let fold = Double(min(rate, modelRate)) / 2
    let half = Double(rate) / 2
    for part in [0.02, 0.3, 0.7] where half > fold {
      let hertz = fold + part * (half - fold)
      let rest = hertz.truncatingRemainder(dividingBy: Double(modelRate))
      let alias = min(rest, Double(modelRate) - rest)
      #expect(try gain(at: hertz, outputHertz: alias, inputRate: rate, modelRate: modelRate) < -60)
    }
  }

  @Test(arguments: [100, 125] as [UInt32])
  func raisingTheRateLeavesNoImages(rate: UInt32) throws {
    // A sine near the pass-band's end has its image at the input rate minus its frequency.
    let image = Double(rate) - 45
    guard image < 64 else { return }
    #expect(try gain(at: 45, outputHertz: image, inputRate: rate) < -60)
  }
}
