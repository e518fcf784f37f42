import Vocabulary

/// What the feature meter adds up on one channel during one minute, and the filters that live on across minutes.
struct FeatureAccumulator: Sendable {
  private var count: UInt32 = 0
  private var quality: Quality = .good
  private var lineLength: UInt64 = 0
  private var power: UInt64 = 0
  private var lagged: Int64 = 0
  private var bandPowers: InlineArray<5, UInt64> = InlineArray(repeating: 0)
  private var spikes: UInt32 = 0

  private var first: InlineArray<5, BiquadState> = InlineArray(repeating: BiquadState())
  private var second: InlineArray<5, BiquadState> = InlineArray(repeating: BiquadState())
  private var previous: Int32 = 0
  private var slope: Int64 = 0
  /// Running mean of the absolute slope, with 7 binary places more than a sample.
  private var runningSlope: Int64 = 0
  private var isPrimed = false

  /// Starts at rest, as after a gap; what the minute has added up stays.
  mutating func settle() {
    for band in 0..<FeatureDesign.bandCount {
      first[band] = BiquadState()
      second[band] = BiquadState()
    }
    previous = 0
    slope = 0
    runningSlope = 0
    isPrimed = false
  }

  /// Adds a window's defects to the minute's.
  mutating func note(_ defects: Quality) {
    quality = quality.union(defects)
  }

  /// Takes one conditioned sample; it counts only once the channel has settled, the filters run from the start.
  @inline(__always)
  mutating func step(_ value: Int32, _ bands: borrowing InlineArray<5, InlineArray<2, Biquad>>, counts: Bool) {
    let newSlope = Int64(value) &- Int64(previous)
    if counts && isPrimed {
      let threshold = 5 &* (runningSlope &>> 7)
      let isReversal = (slope > 0) != (newSlope > 0)
      if isReversal && abs(slope) > threshold && abs(newSlope) > threshold { spikes &+= 1 }
      lineLength &+= abs(newSlope).magnitude
      lagged &+= FeatureAccumulator.product(value, previous)
      power &+= FixedPoint.square(value)
      count &+= 1
    }
    runningSlope &+= abs(newSlope) &- (runningSlope &>> 7)
    for band in 0..<FeatureDesign.bandCount {
      let found = second[band].step(first[band].step(value, bands[band][0]), bands[band][1])
      if counts && isPrimed { bandPowers[band] &+= FixedPoint.square(found) }
    }
    previous = value
    slope = newSlope
    isPrimed = true
  }

  private static func product(_ left: Int32, _ right: Int32) -> Int64 {
    let limit: Int32 = 1 << 23
    return Int64(max(-limit, min(left, limit))) &* Int64(max(-limit, min(right, limit)))
  }

  /// The minute's features; the next minute begins.
  mutating func finish() -> ChannelFeatures {
    var features = ChannelFeatures()
    if count > 0 {
      features.sampleCount = count
      features.quality = quality
      features.lineLength = UInt32(clamping: lineLength / UInt64(count))
      features.variance = mean(power)
      features.delta = mean(bandPowers[0])
      features.theta = mean(bandPowers[1])
      features.alpha = mean(bandPowers[2])
      features.beta = mean(bandPowers[3])
      features.gamma = mean(bandPowers[4])
      features.lagOneAutocorrelation = autocorrelation()
      features.spikes = UInt16(clamping: spikes)
    } else {
      features.quality = quality.union(.unknown)
    }
    discard()
    return features
  }

  /// Forgets what the minute has added up.
  mutating func discard() {
    count = 0
    quality = .good
    lineLength = 0
    power = 0
    lagged = 0
    for band in 0..<FeatureDesign.bandCount { bandPowers[band] = 0 }
    spikes = 0
  }

  /// From a sum in 2^-16 square microvolt to a mean in 2^-8.
  private func mean(_ sum: UInt64) -> UInt32 {
    UInt32(clamping: (sum / UInt64(count)) >> 8)
  }

  /// Lagged products over power, in 2^-15.
  private func autocorrelation() -> Int16 {
    // Means first, and 15 binary places fit: both are at most 2^46.
    let scaledPower = Int64(power / UInt64(count))
    guard scaledPower > 0 else { return 0 }
    return Int16(clamping: (lagged / Int64(count)) << 15 / scaledPower)
  }
}
