import Testing
import Vocabulary

@testable import Forecast

/// What is usual at the hour of day, and drifts, fall out; what is not shows.
@Suite struct FeatureBaselineTests {
  /// An hour whose every feature has so many natural units more than 100.
  private static func hour(_ units: [UInt32]) -> FeatureHour {
    var hour = FeatureHour()
    for index in 0..<60 {
      var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
      channels[0].sampleCount = 7_680
      channels[0].quality = .good
      channels[0].lineLength = units[index % units.count]
      if let minute = FeatureMinute(channels, count: 1) { hour.add(minute) }
    }
    return hour
  }

  /// Nights of ten times the line length, and noise of a few per cent.
  private static func level(_ hour: Int64) -> UInt32 {
    (hour % 24 < 8 ? 10_000 : 1_000) + UInt32((hour * 7_919) % 97)
  }

  private static func baseline(hours: Int64) -> FeatureBaseline {
    var baseline = FeatureBaseline()
    for hour in 0..<hours { baseline.endHour(hour, Self.hour([level(hour)])) }
    return baseline
  }

  @Test func nightAndDayFallOut() throws {
    var baseline = Self.baseline(hours: 24 * 21)
    for hour in Int64(24 * 21)..<24 * 22 {
      let terms = try #require(baseline.next)
      #expect(abs(Int(terms[0])) < 96, "hour \(hour)")
      baseline.endHour(hour, Self.hour([Self.level(hour)]))
    }
  }

  @Test func whatIsUnusualShows() throws {
    var baseline = Self.baseline(hours: 24 * 21 + 12)
    let usual = try #require(baseline.next)
    baseline.endHour(24 * 21 + 12, Self.hour([2_000]))
    let terms = try #require(baseline.next)
    #expect(terms[0] == 127 && Int(terms[9]) > Int(usual[9]) + 30)
  }

  @Test func nothingIsSaidTooEarlyOrOfAnUnknownHour() {
    #expect(Self.baseline(hours: 72).next == nil)
    var baseline = Self.baseline(hours: 73)
    #expect(baseline.next != nil)
    baseline.endHour(73, FeatureHour())
    #expect(baseline.next == nil)
  }

  @Test func squareRoots() {
    for value: Int64 in [0, 1, 2, 3, 4, 15, 16, 17, 1 << 40, 1 << 62, .max] {
      let root = FixedMath.squareRoot(value)
      #expect(root * root <= value)
      #expect((root + 1).multipliedReportingOverflow(by: root + 1).overflow || (root + 1) * (root + 1) > value)
    }
    #expect(FixedMath.squareRoot(-1) == 0)
  }
}
