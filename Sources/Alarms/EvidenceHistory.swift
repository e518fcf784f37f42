import Vocabulary

/// The last 32 hops: which were above the threshold, and by how much each channel exceeded its part of it.
struct EvidenceHistory: ~Copyable {
  /// Bit `i` says whether the hop `i` hops ago was above its threshold.
  private(set) var above: UInt32 = 0
  /// Excess of each channel, by slot; the slot of the hop `i` hops ago is `(newest - i) mod 32`.
  private var excess: InlineArray<32, PerChannel<Int64>> = InlineArray(repeating: InlineArray(repeating: 0))
  private var newest = 0

  /// Adds a hop that was not above the threshold, or could not be judged, `count` times.
  mutating func appendQuiet(count: UInt64) {
    let steps = Int(min(count, 32))
    above = steps == 32 ? 0 : above << UInt32(steps)
    newest = (newest + steps) % 32
  }

  /// Adds a hop that was above the threshold.
  mutating func appendAbove(_ decision: Decision, thresholdPerChannel: Int32) {
    above = above << 1 | 1
    newest = (newest + 1) % 32
    for channel in 0..<Limits.channels {
      excess[newest][channel] =
        decision.usable[channel] ? Int64(decision.evidence[channel]) - Int64(thresholdPerChannel) : 0
    }
  }

  /// Hops above the threshold among the last `hops`.
  func firing(over hops: UInt8) -> UInt8 {
    UInt8((above & ChannelMask(first: Int(hops)).rawValue).nonzeroBitCount)
  }

  /// Each channel's excess, summed over the hops above the threshold among the last `hops`.
  func totalExcess(over hops: UInt8) -> PerChannel<Int64> {
    var total: PerChannel<Int64> = InlineArray(repeating: 0)
    for age in 0..<Int(hops) where above & (1 << UInt32(age)) != 0 {
      let slot = (newest + 32 - age) % 32
      for channel in 0..<Limits.channels { total[channel] += excess[slot][channel] }
    }
    return total
  }
}
