import Designer
import Signal
import Testing
import Vocabulary

@Suite struct RateTests {
  private func request(_ rate: Rate, modelRate: UInt32 = 128) -> DesignRequest {
    let calibration = Calibration(multiplier: 256, offset: 0, shift: 0, lowestCode: -2048, highestCode: 2047)
    return DesignRequest(
      inputs: [InputDescription(label: "Cz", calibration: calibration)], inputRate: rate, modelRate: modelRate,
      windowSamples: 4 * modelRate, hopSamples: modelRate)
  }

  @Test(
    arguments: [100, 125, 128, 160, 200, 250, 256, 400, 500, 512, 1000, 2000] as [UInt32], [64, 128] as [UInt32])
  func everyUsualRateWorks(rate: UInt32, modelRate: UInt32) throws {
    let designed = try SignalDesigner.design(request(Rate(rate), modelRate: modelRate))
    #expect(
      UInt64(designed.design.resampler.up) * UInt64(rate) == UInt64(designed.design.resampler.down) * UInt64(modelRate))
    #expect(designed.delaySeconds < 0.6)
  }

  @Test func aRateThatIsTooLowNamesThoseThatWork() {
    #expect {
      try SignalDesigner.design(request(Rate(64)))
    } throws: { error in
      guard case .rate(Rate(64), modelRate: 128, let working)? = error as? DesignError else { return false }
      return working.contains(256) && !working.contains(64) && "\(error)".contains("250")
    }
  }

  /// Rates of real files, in thousandths of a hertz.
  static let recorded: [UInt32] = [
    100_000, 173_610, 199_970, 250_001, 256_400, 333_000, 399_610, 499_907, 625_000, 750_000, 999_410, 1_250_000,
    2_500_000, 5_000_000, 5_512_500, 11_025_000, 16_000_000,
  ]

  @Test(arguments: recorded, [64, 128] as [UInt32])
  func everyRateIsBroughtToTheNearestWorkableOne(rate: UInt32, modelRate: UInt32) throws {
    let recorded = Rate(rate, per: 1_000)
    let plan = try RatePlan.find(recorded, modelRate: modelRate)
    let arriving = Rate(recorded.numerator, per: recorded.denominator * UInt32(plan.decimation))
    let designed = try SignalDesigner.design(request(arriving, modelRate: modelRate))
    #expect(designed.ratePartsPerMillion == plan.partsPerMillion)
    #expect(designed.ratePartsPerMillion <= RatePlan.limitPartsPerMillion)
    // What the ratio really does to the rate, by its own numbers.
    let resampler = designed.design.resampler
    let given = arriving.hertz * Double(resampler.up) / Double(resampler.down)
    #expect(abs(abs(Double(modelRate) / given - 1) * 1e6 - plan.partsPerMillion) < 0.01)
    #expect(designed.notes.contains { $0.contains("ppm off") } == (plan.partsPerMillion > 0))
  }

  @Test func noRateFrom100To16000HzIsRefused() throws {
    var rate = 100.0
    var worst = 0.0
    while rate < 16_000 {
      worst = max(worst, try RatePlan.find(Rate(UInt32(rate * 1_000), per: 1_000), modelRate: 128).partsPerMillion)
      rate *= 1.02
    }
    #expect(worst < RatePlan.limitPartsPerMillion)
  }

  @Test(arguments: [100, 128, 250, 256, 500, 512, 1_000, 1_024, 2_000, 2_048] as [UInt32])
  func aRateThatWorksExactlyIsTakenAsItIs(rate: UInt32) throws {
    let plan = try RatePlan.find(Rate(rate), modelRate: 128)
    #expect(plan.decimation == 1 && plan.rate == Rate(rate) && plan.partsPerMillion == 0)
  }
}
