import Vocabulary

/// One minute of the EEG as a forecaster takes it: of each long-term feature the middle over the head's channels.
public struct FeatureMinute: Sendable {
  /// How many features there are: line length, variance, the powers of five bands, lag-one autocorrelation, spikes.
  public static let count = 9
  private static let autocorrelation = 7
  /// Defects with which a minute still tells something of the EEG.
  private static let harmless = Quality.muscle.union(.mains)

  /// Natural logarithms of the features' units and 1, but for the autocorrelation, all in Q16.
  public internal(set) var values: InlineArray<9, Int32> = InlineArray(repeating: 0)

  /// Takes the middle of the channels that tell something; nil where fewer than half do.
  ///
  /// - Parameters:
  ///   - channels: A minute's features, by channel.
  ///   - count: How many channels there are.
  public init?(_ channels: borrowing PerChannel<ChannelFeatures>, count: Int) {
    let channels = channels.span
    for feature in 0..<Self.count {
      var sorted = PerChannel<UInt32>(repeating: 0)
      var known = 0
      for channel in 0..<count where Self.tells(channels[channel]) {
        let value = Self.value(feature, of: channels[channel])
        var place = known
        while place > 0 && sorted[place - 1] > value {
          sorted[place] = sorted[place - 1]
          place -= 1
        }
        sorted[place] = value
        known += 1
      }
      guard known > 0 && 2 * known >= count else { return nil }
      let middle = Int64(sorted[known / 2])
      let scaled = feature == Self.autocorrelation ? 2 * middle : FixedMath.naturalLogarithm(middle + 1) >> 8
      values[feature] = Int32(truncatingIfNeeded: scaled)
    }
  }

  private static func tells(_ features: ChannelFeatures) -> Bool {
    features.sampleCount > 0 && harmless.contains(features.quality)
  }

  private static func value(_ feature: Int, of features: ChannelFeatures) -> UInt32 {
    switch feature {
    case 0: features.lineLength
    case 1: features.variance
    case 2: features.delta
    case 3: features.theta
    case 4: features.alpha
    case 5: features.beta
    case 6: features.gamma
    case autocorrelation: UInt32(Int32(features.lagOneAutocorrelation) + 32_768)
    default: UInt32(features.spikes)
    }
  }
}
