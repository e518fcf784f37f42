import Vocabulary

/// What the feature meter adds up on one channel during one minute, band powers apart.
struct FeatureAccumulator: Sendable {
  private(set) var count: UInt32 = 0
  private(set) var quality: Quality = .good
  private var lineLength: UInt64 = 0
  private var power: UInt64 = 0
  private var lagged: Int64 = 0
  private var spikes: UInt32 = 0

  private var previous: Int32 = 0
  private var slope: Int64 = 0
  /// Running mean of the absolute slope, over about 128 samples, with 7 binary places more than a sample.
  private var runningSlope: Int64 = 0

  /// Starts at rest, as after a gap; what the minute has added up stays.
  mutating func settle() {
    previous = 0
    slope = 0
    runningSlope = 0
  }

  /// Adds a window's defects to the minute's.
  mutating func note(_ defects: Quality) {
    quality = quality.union(defects)
  }

  /// Takes one conditioned sample; before the channel has settled it only becomes the one before.
  @inline(__always)
  mutating func step(_ value: Int32, counts: Bool) {
    let newSlope = Int64(value) &- Int64(previous)
    if counts { add(value, newSlope) }
    runningSlope &+= abs(newSlope) &- (runningSlope &>> 7)
    previous = value
    slope = newSlope
  }

  @inline(__always)
  private mutating func add(_ value: Int32, _ newSlope: Int64) {
    let threshold = 5 &* (runningSlope &>> 7)
    let isReversal = (slope > 0) != (newSlope > 0)
    if isReversal && abs(slope) > threshold && abs(newSlope) > threshold { spikes &+= 1 }
    lineLength &+= abs(newSlope).magnitude
    lagged &+= Int64(FixedPoint.bounded(value)) &* Int64(FixedPoint.bounded(previous))
    power &+= FixedPoint.square(value)
    count &+= 1
  }

  /// The minute's features but for band powers.
  var features: ChannelFeatures {
    var features = ChannelFeatures()
    features.quality = quality
    guard count > 0 else {
      features.quality = quality.union(.unknown)
      return features
    }
    features.sampleCount = count
    features.lineLength = UInt32(clamping: lineLength / UInt64(count))
    features.variance = mean(power)
    features.lagOneAutocorrelation = autocorrelation
    features.spikes = UInt16(clamping: spikes)
    return features
  }

  /// From a sum in 2^-16 square microvolt to a mean in 2^-8; 0 where nothing was counted.
  func mean(_ sum: UInt64) -> UInt32 {
    count == 0 ? 0 : UInt32(clamping: (sum / UInt64(count)) >> 8)
  }

  /// Lagged products over power, in 2^-15.
  private var autocorrelation: Int16 {
    // Means first, so that 15 binary places more fit: both are at most 2^46.
    let meanPower = Int64(power / UInt64(count))
    guard meanPower > 0 else { return 0 }
    return Int16(clamping: ((lagged / Int64(count)) << 15) / meanPower)
  }

  /// Forgets what the minute has added up.
  mutating func discard() {
    count = 0
    quality = .good
    lineLength = 0
    power = 0
    lagged = 0
    spikes = 0
  }
}
