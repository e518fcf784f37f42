import Vocabulary

/// Adds up the long-term features of every channel, minute by minute, from conditioned samples.
struct FeatureMeter: ~Copyable {
  private let channelCount: Int
  private var bands: BandMeter
  private var accumulators: PerChannel<FeatureAccumulator>
  /// The last complete minute.
  private(set) var minute: PerChannel<ChannelFeatures>

  /// Takes the bands of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    bands = BandMeter(design)
    accumulators = InlineArray(repeating: FeatureAccumulator())
    minute = InlineArray(repeating: ChannelFeatures())
  }

  /// Starts one channel at rest.
  mutating func settle(channel: Int) {
    bands.settle(channel: channel)
    accumulators[channel].settle()
  }

  /// Takes one conditioned sample of every channel; those of `settled` count.
  mutating func step(_ values: borrowing PerChannel<Int32>, settled: ChannelMask) {
    bands.step(values, counted: settled)
    var accumulators = accumulators.mutableSpan
    for channel in 0..<channelCount {
      let counts = settled.rawValue &>> UInt32(truncatingIfNeeded: channel) & 1 != 0
      accumulators[channel].step(values[channel], counts: counts)
    }
  }

  /// Adds a window's defects on one channel.
  mutating func note(_ quality: Quality, channel: Int) {
    accumulators[channel].note(quality)
  }

  /// Ends the minute.
  mutating func endMinute() {
    for channel in 0..<channelCount {
      let accumulator = accumulators[channel]
      var features = accumulator.features
      features.delta = accumulator.mean(bands.power(band: 0, channel: channel))
      features.theta = accumulator.mean(bands.power(band: 1, channel: channel))
      features.alpha = accumulator.mean(bands.power(band: 2, channel: channel))
      features.beta = accumulator.mean(bands.power(band: 3, channel: channel))
      features.gamma = accumulator.mean(bands.power(band: 4, channel: channel))
      minute[channel] = features
    }
    discardMinute()
  }

  /// Forgets the minute begun.
  mutating func discardMinute() {
    for channel in 0..<channelCount {
      bands.discard(channel: channel)
      accumulators[channel].discard()
    }
  }
}
