import Vocabulary

/// Adds up the long-term features of every channel, minute by minute, from conditioned samples.
struct FeatureMeter: ~Copyable {
  private let channelCount: Int
  private let bands: InlineArray<5, InlineArray<2, Biquad>>
  private var accumulators: PerChannel<FeatureAccumulator>
  /// The last complete minute.
  private(set) var minute: PerChannel<ChannelFeatures>

  /// Takes the bands of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    bands = design.features.bands
    accumulators = InlineArray(repeating: FeatureAccumulator())
    minute = InlineArray(repeating: ChannelFeatures())
  }

  /// Starts one channel's filters at rest.
  mutating func settle(channel: Int) {
    accumulators[channel].settle()
  }

  /// Takes one conditioned sample of every channel; those of `settled` count.
  mutating func step(_ values: borrowing PerChannel<Int32>, settled: ChannelMask) {
    var accumulators = accumulators.mutableSpan
    for channel in 0..<channelCount {
      accumulators[channel].step(values[channel], bands, counts: settled[channel])
    }
  }

  /// Adds a window's defects on one channel.
  mutating func note(_ quality: Quality, channel: Int) {
    accumulators[channel].note(quality)
  }

  /// Ends the minute.
  mutating func endMinute() {
    for channel in 0..<channelCount { minute[channel] = accumulators[channel].finish() }
  }

  /// Forgets the minute begun.
  mutating func discardMinute() {
    for channel in 0..<channelCount { accumulators[channel].discard() }
  }
}
