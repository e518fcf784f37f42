import Vocabulary

/// Adds up the long-term features of every channel, minute by minute, from conditioned samples.
struct FeatureMeter: ~Copyable {
  private let lanes: LaneSet
  private let channelCount: Int
  private var bands: BandMeter
  /// The columns of `FeatureAccumulator`.
  private var rows: InlineArray<256, Int64>
  /// By channel: the defects of the minute's windows.
  private var quality: PerChannel<Quality>
  /// The last complete minute.
  private(set) var minute: PerChannel<ChannelFeatures>

  /// Takes the bands of a checked design.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    channelCount = Int(design.channelCount)
    bands = BandMeter(design, lanes: lanes)
    rows = InlineArray(repeating: 0)
    quality = InlineArray(repeating: .good)
    minute = InlineArray(repeating: ChannelFeatures())
  }

  /// Starts one channel at rest.
  mutating func settle(channel: Int) {
    bands.settle(channel: channel)
    var rows = rows.mutableSpan
    FeatureAccumulator.settle(channel: channel, &rows)
  }

  /// Takes one conditioned sample of every channel; those of `settled` count.
  mutating func step(_ values: Span<Int32>, settled: ChannelMask) {
    bands.step(values, counted: settled)
    var rows = rows.mutableSpan
    if lanes.isReference {
      FeatureMeter.step(&rows, values, settled: settled, channels: channelCount)
    } else {
      lanes.addFeatures(&rows, values: values, counted: settled, channels: channelCount)
    }
  }

  /// The reference.
  private static func step(
    _ rows: inout MutableSpan<Int64>, _ values: Span<Int32>, settled: ChannelMask, channels: Int
  ) {
    for channel in 0..<channels {
      var accumulator = FeatureAccumulator(channel: channel, of: rows.span)
      accumulator.step(values[channel], counts: settled[channel])
      accumulator.write(channel: channel, to: &rows)
    }
  }

  /// One channel's line length in the minute up to now. Changes nothing, as `sums` does.
  mutating func lineLength(_ channel: Int) -> Int64 {
    let rows = rows.span
    return rows[3 * Limits.channels + channel]
  }

  /// One channel's sums in the minute up to now: power of each band, power, products of neighbours, samples. Changes
  /// nothing: through a borrowed self the compiler would copy all rows.
  mutating func sums(_ channel: Int) -> InlineArray<8, Int64> {
    let rows = rows.span
    var sums = InlineArray<8, Int64>(repeating: 0)
    for band in 0..<FeatureDesign.bandCount { sums[band] = bands.power(channel: channel, band: band) }
    sums[5] = rows[4 * Limits.channels + channel]
    sums[6] = rows[5 * Limits.channels + channel]
    sums[7] = rows[7 * Limits.channels + channel]
    return sums
  }

  /// Adds a window's defects on one channel.
  mutating func note(_ defects: Quality, channel: Int) {
    quality[channel] = quality[channel].union(defects)
  }

  /// Ends the minute.
  mutating func endMinute() {
    for channel in 0..<channelCount {
      let powers = bands.takePowers(channel: channel)
      let accumulator = FeatureAccumulator(channel: channel, of: rows.span)
      var features = accumulator.features(quality[channel])
      features.delta = accumulator.mean(powers[0])
      features.theta = accumulator.mean(powers[1])
      features.alpha = accumulator.mean(powers[2])
      features.beta = accumulator.mean(powers[3])
      features.gamma = accumulator.mean(powers[4])
      minute[channel] = features
    }
    discardMinute()
  }

  /// Forgets the minute begun.
  mutating func discardMinute() {
    var rows = rows.mutableSpan
    for channel in 0..<channelCount {
      _ = bands.takePowers(channel: channel)
      FeatureAccumulator.discard(channel: channel, &rows)
      quality[channel] = .good
    }
  }
}
