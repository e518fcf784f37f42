import Testing

@testable import Forecast

/// The gate's rule by hand.
@Suite struct ForecastGateTests {
  private static let one = FixedMath.one

  /// Months of hours with an event each 20 hours, forecast with twice the reference in those hours and half of it in
  /// the others, or the other way round.
  private static func gate(months: Int64, isRight: Bool) -> ForecastGate {
    var gate = ForecastGate()
    for hour in 0..<months * ForecastGate.hoursOfMonth {
      let isEvent = hour % 20 == 0
      let forecast = isEvent == isRight ? one / 10 : one / 40
      gate.score(shown: forecast, rate: one / 20, cycles: forecast, reference: one / 20, outcome: isEvent ? 256 : 0)
      gate.endHour(elapsed: hour + 1, isEnough: true)
    }
    return gate
  }

  @Test func aBetWonOpensIt() {
    let gate = Self.gate(months: 1, isRight: true)
    #expect(gate.isOpen && gate.openedAfterHours == 720)
  }

  @Test func aBetLostDoesNot() {
    let gate = Self.gate(months: 24, isRight: false)
    #expect(!gate.isOpen && gate.openedAfterHours == nil && !gate.stoppedWorking)
  }

  /// ln 0.8 to begin with; each hour adds the logarithm of the likelihood ratio.
  @Test func theCapitalIsTheLikelihoodRatio() {
    var gate = ForecastGate()
    gate.score(shown: Self.one / 4, rate: Self.one / 4, cycles: Self.one / 2, reference: Self.one / 4, outcome: 256)
    gate.score(shown: Self.one / 4, rate: Self.one / 4, cycles: Self.one / 2, reference: Self.one / 4, outcome: 0)
    // 0.8 x 2 x (1/2) / (3/4) = 1.0667
    #expect(abs(Double(gate.staked) / 0x1p24 - 0.064_539) < 1e-5)
  }

  @Test func aForecastThatStopsWorkingGoesOff() {
    var gate = Self.gate(months: 2, isRight: true)
    for hour in 0..<4 * ForecastGate.hoursOfMonth {
      let isEvent = hour % 20 == 0
      let forecast = isEvent ? Self.one / 40 : Self.one / 10
      gate.score(
        shown: forecast, rate: Self.one / 20, cycles: forecast, reference: Self.one / 20, outcome: isEvent ? 256 : 0)
      gate.endHour(elapsed: hour, isEnough: true)
    }
    #expect(!gate.isOpen && gate.stoppedWorking)
  }
}
