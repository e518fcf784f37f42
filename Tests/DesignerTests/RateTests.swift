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

  @Test func aRateWithAnUnwieldyRatioIsRefused() {
    #expect(throws: DesignError.self) { try SignalDesigner.design(request(Rate(19_997, per: 100))) }
  }
}
