import Foundation
import Testing

@testable import Forecast

/// The bank and the reference rate against floating point.
@Suite struct CycleBankTests {
  /// Events at one phase of a cycle, without a random number: a share of the hours near the phase.
  private static func bank(period: Double, hours: Int64) -> CycleBank {
    var bank = CycleBank()
    for hour in 0..<hours {
      let phase = 2 * Double.pi * Double(hour) / period
      let isEvent = hour % 37 == 0 && cos(phase) > 0.3
      bank.learn(hour: hour, residual: isEvent ? FixedMath.one - (one / 100) : -(one / 100), probability: one / 100)
    }
    return bank
  }

  private static let one = FixedMath.one

  private static func logRatio(_ bank: CycleBank, _ hour: Int64) -> Double {
    var bank = bank
    bank.beginMixture()
    for slice in 0..<CycleBank.slices { bank.mix(slice: slice, hour: hour) }
    return Double(bank.logRatio) / 0x1p24
  }

  @Test func nothingSeenIsNoEffect() {
    let bank = CycleBank()
    for hour in stride(from: Int64(0), to: 1_000, by: 91) {
      #expect(abs(Self.logRatio(bank, hour)) < 1e-6)
      #expect(abs(bank.logRatioOfDay(hour)) < 4)
    }
  }

  /// High at the phase, low opposite, for slow cycles whose period is none of the bank's and for the week.
  @Test(arguments: [483.0, 168, 715])
  func slowCyclesAreFound(period: Double) {
    let bank = Self.bank(period: period, hours: 8_760)
    let peak = Int64((12 * period).rounded())
    #expect(Self.logRatio(bank, peak) > 0.5)
    #expect(Self.logRatio(bank, peak + Int64(period / 2)) < -0.5)
  }

  @Test func theWeekIsToldFromOthers() {
    var week = Self.bank(period: 168, hours: 8_760)
    week.beginMixture()
    for slice in 0..<CycleBank.slices { week.mix(slice: slice, hour: 0) }
    #expect(week.isWeek)
    var slow = Self.bank(period: 483, hours: 8_760)
    slow.beginMixture()
    for slice in 0..<CycleBank.slices { slow.mix(slice: slice, hour: 0) }
    #expect(!slow.isWeek)
  }

  /// The mean hazard ratio over a cycle is one: a bet on it cannot win by the rate.
  @Test func hazardRatiosHaveMeanOne() {
    let bank = Self.bank(period: 480, hours: 4_380)
    let mean = (0..<Int64(17_520)).reduce(0) { $0 + exp(Self.logRatio(bank, $1)) } / 17_520
    #expect(abs(mean - 1) < 0.02)
  }

  /// One event in 50 hours, then one in 500: the reference follows within its shortest memory.
  @Test func theReferenceFollowsTheRate() {
    var reference = ReferenceRate()
    for hour in 0..<Int64(8_760) {
      reference.learn(pause: 100, outcome: hour % 50 == 0 ? 256 : 0)
      reference.endHour()
    }
    #expect(abs(Double(reference.rate) / 0x1p30 - 0.02) < 0.002)
    for hour in 0..<Int64(2_160) {
      reference.learn(pause: 100, outcome: hour % 500 == 0 ? 256 : 0)
      reference.endHour()
    }
    #expect(Double(reference.rate) / 0x1p30 < 0.006)
  }

  /// Lead events that came over those that the rate expected, half of one added to both.
  @Test func theReferenceKnowsClusters() {
    var reference = ReferenceRate()
    for hour in 0..<Int64(8_760) {
      reference.learn(pause: 100, outcome: hour % 50 == 0 ? 256 : 0)
      reference.endHour()
    }
    var expected = 0.5
    for index in 0..<Int64(250) {
      expected += Double(reference.rate) / 0x1p30
      reference.learn(pause: 5, outcome: index % 12 == 0 ? 256 : 0)
    }
    let ratio = Double(reference.probability(afterPause: 5)) / Double(reference.rate)
    #expect(abs(ratio - 21.5 / expected) < 0.001)
    #expect(reference.probability(afterPause: 60) == reference.rate)
  }
}
