import Vocabulary

/// Evidence over the threshold, for decisions that a log may hold: whatever their numbers, nothing overflows.
extension Decision {
  /// The usable channels' mean evidence over their threshold; nil without one.
  public var excessPerChannel: Double? {
    usable.isEmpty ? nil : (Double(score) - Double(threshold)) / Double(usable.count)
  }

  /// A channel's evidence over its threshold; nil where it was not usable.
  public func excess(of channel: Int) -> Int64? {
    guard channel < Int(channelCount), usable[channel] else { return nil }
    let share = threshold / Int64(max(1, usable.count))
    return Int64(evidence[channel]) - min(max(share, -1 << 40), 1 << 40)
  }
}
