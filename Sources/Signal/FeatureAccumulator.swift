import Vocabulary

/// What the feature meter adds up on one channel during one minute, band powers apart: one column of its rows.
struct FeatureAccumulator: Sendable {
  /// Rows, in the order of the fields below.
  static let rowCount = 8

  private var previous: Int32
  private var slope: Int64
  /// Running mean of the absolute slope, over about 128 samples, with 7 binary places more than a sample.
  private var runningSlope: Int64
  private var lineLength: Int64
  private var power: Int64
  private var lagged: Int64
  private var spikes: Int64
  private var count: Int64

  /// Reads one channel's column.
  @inline(__always)
  init(channel: Int, of rows: Span<Int64>) {
    previous = Int32(truncatingIfNeeded: rows[channel])
    slope = rows[channel &+ Limits.channels]
    runningSlope = rows[channel &+ 2 &* Limits.channels]
    lineLength = rows[channel &+ 3 &* Limits.channels]
    power = rows[channel &+ 4 &* Limits.channels]
    lagged = rows[channel &+ 5 &* Limits.channels]
    spikes = rows[channel &+ 6 &* Limits.channels]
    count = rows[channel &+ 7 &* Limits.channels]
  }

  /// Writes it back.
  @inline(__always)
  func write(channel: Int, to rows: inout MutableSpan<Int64>) {
    rows[channel] = Int64(previous)
    rows[channel &+ Limits.channels] = slope
    rows[channel &+ 2 &* Limits.channels] = runningSlope
    rows[channel &+ 3 &* Limits.channels] = lineLength
    rows[channel &+ 4 &* Limits.channels] = power
    rows[channel &+ 5 &* Limits.channels] = lagged
    rows[channel &+ 6 &* Limits.channels] = spikes
    rows[channel &+ 7 &* Limits.channels] = count
  }

  /// Starts one channel at rest, as after a gap; what the minute has added up stays.
  static func settle(channel: Int, _ rows: inout MutableSpan<Int64>) {
    for row in 0..<3 { rows[channel + row * Limits.channels] = 0 }
  }

  /// Forgets what the minute has added up on one channel.
  static func discard(channel: Int, _ rows: inout MutableSpan<Int64>) {
    for row in 3..<rowCount { rows[channel + row * Limits.channels] = 0 }
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
    lineLength &+= abs(newSlope)
    lagged &+= Int64(FixedPoint.bounded(value)) &* Int64(FixedPoint.bounded(previous))
    power &+= FixedPoint.square(value)
    count &+= 1
  }

  /// The minute's features but for band powers.
  ///
  /// - Parameter quality: The defects of the minute's windows.
  /// - Returns: The features.
  func features(_ quality: Quality) -> ChannelFeatures {
    var features = ChannelFeatures()
    features.quality = quality
    guard count > 0 else {
      features.quality = quality.union(.unknown)
      return features
    }
    features.sampleCount = UInt32(truncatingIfNeeded: count)
    features.lineLength = UInt32(clamping: lineLength / count)
    features.variance = mean(power)
    features.lagOneAutocorrelation = autocorrelation
    features.spikes = UInt16(clamping: spikes)
    return features
  }

  /// From a sum in 2^-16 square microvolt to a mean in 2^-8; 0 where nothing was counted.
  func mean(_ sum: Int64) -> UInt32 {
    count == 0 ? 0 : UInt32(clamping: (sum / count) >> 8)
  }

  /// Lagged products over power, in 2^-15.
  private var autocorrelation: Int16 {
    // Means first, so that 15 binary places more fit: both are at most 2^46.
    let meanPower = power / count
    guard meanPower > 0 else { return 0 }
    return Int16(clamping: ((lagged / count) << 15) / meanPower)
  }
}
