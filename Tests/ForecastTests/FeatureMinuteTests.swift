import Testing
import Vocabulary

@testable import Forecast

/// The middle over the head, by hand.
@Suite struct FeatureMinuteTests {
  private static func channels(_ lineLengths: [UInt32]) -> PerChannel<ChannelFeatures> {
    var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
    for (index, lineLength) in lineLengths.enumerated() {
      channels[index].sampleCount = 7_680
      channels[index].quality = .good
      channels[index].lineLength = lineLength
      channels[index].lagOneAutocorrelation = -16_384
    }
    return channels
  }

  /// ln 1001 = 6.908755 in Q16; an autocorrelation of -1/2 is half of the way to 1 from -1: 0.5 in Q16.
  @Test func itIsTheMiddleOfTheChannels() throws {
    let minute = try #require(FeatureMinute(Self.channels([10, 1_000, 90_000]), count: 3))
    #expect(abs(Int(minute.values[0]) - 452_772) <= 1)
    #expect(minute.values[7] == 32_768)
    #expect(minute.values[8] == 0)
  }

  @Test func channelsThatTellNothingAreLeftOut() throws {
    var channels = Self.channels([10, 1_000, 90_000, 5])
    channels[0].quality = .leadOff
    channels[3].quality = .muscle
    let minute = try #require(FeatureMinute(channels, count: 4))
    #expect(abs(Int(minute.values[0]) - 452_772) <= 1)
    channels[1].sampleCount = 0
    channels[2].quality = .unknown
    #expect(FeatureMinute(channels, count: 4) == nil)
  }

  @Test func anHourNeedsHalfItsMinutes() throws {
    let minute = try #require(FeatureMinute(Self.channels([1_000]), count: 1))
    var hour = FeatureHour()
    for _ in 0..<29 { hour.add(minute) }
    #expect(!hour.isKnown)
    hour.add(minute)
    #expect(hour.isKnown && hour.mean(0) == Int64(minute.values[0]))
  }
}
