import Vocabulary

/// The evidence of a channel in the last seconds, by which channels are ranked: smoothed, so that they do not change
/// places with every hop.
public struct EvidenceRanks: Sendable {
  private var values = [Double](repeating: 0, count: Limits.channels)

  /// Starts without evidence.
  public init() {}

  /// A channel's smoothed evidence over its threshold.
  public subscript(channel: Int) -> Double { values[channel] }

  /// Takes a hop; a channel that was not usable counts as one at its threshold.
  public mutating func take(_ decision: Decision) {
    for channel in 0..<Int(decision.channelCount) {
      values[channel] = 0.6 * values[channel] + 0.4 * Double(decision.excess(of: channel) ?? 0)
    }
  }
}
