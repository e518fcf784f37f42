import Forecast
import Vocabulary

/// A made-up person: the same hours on every processor.
struct ProbePerson {
  /// Whether the newest hour was observed.
  private(set) var isObserved = true
  private var state: UInt64 = 88_172_645_463_325_252
  private var hours: Int64 = 0
  private var afterEvent: Int64 = 1_000

  /// Lives through the open hour.
  mutating func live(_ forecaster: inout HazardForecaster) {
    isObserved = random() % 50 != 0
    // In 1000: 2 at the quietest, 80 in the mornings of the worst days, more within a day of an event.
    let isMorning = hours % 24 >= 5 && hours % 24 < 9
    let isBadDay = hours / 24 % 11 < 3
    let chance: UInt64 = (isMorning ? 20 : 2) * (isBadDay ? 4 : 1) + (afterEvent < 24 ? 30 : 0)
    afterEvent += 1
    if random() % 1000 < chance {
      afterEvent = 0
      let second = forecaster.hour * 3600 + Int64(random() % 3600)
      do throws(EventRefusal) { try forecaster.noteEvent(atSecond: second) } catch {}
    }
    hours += 1
  }

  /// The hour's features over 18 channels: 40 minutes alike, or none.
  mutating func features() -> FeatureHour {
    var hour = FeatureHour()
    var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
    for channel in 0..<18 {
      channels[channel].quality = random() % 10 == 0 ? .leadOff : .good
      channels[channel].sampleCount = 7_680
      channels[channel].lineLength = size(1_000)
      channels[channel].variance = size(100_000)
      channels[channel].delta = size(50_000)
      channels[channel].theta = size(20_000)
      channels[channel].alpha = size(20_000)
      channels[channel].beta = size(10_000)
      channels[channel].gamma = size(5_000)
      channels[channel].lagOneAutocorrelation = Int16(truncatingIfNeeded: random() % 30_000)
      channels[channel].spikes = UInt16(truncatingIfNeeded: random() % 20)
    }
    guard random() % 20 != 0, let minute = FeatureMinute(channels, count: 18) else { return hour }
    for _ in 0..<40 { hour.add(minute) }
    return hour
  }

  /// An hour's features that are known.
  mutating func knownFeatures() -> FeatureHour {
    var hour = features()
    while !hour.isKnown { hour = features() }
    return hour
  }

  /// A size about a usual one, and twice that at night.
  private mutating func size(_ usual: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (usual + random() % usual) * (hours % 24 < 8 ? 2 : 1))
  }

  private mutating func random() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 16
  }
}
