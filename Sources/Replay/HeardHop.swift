import Vocabulary

/// What a level is learned from: one hop of a recording, as the runtime judged it.
struct HeardHop: Sendable {
  /// Sum of the usable channels' evidence.
  var score: Int64
  /// How many channels were usable.
  var usableCount: UInt8
  /// Whether the hop could be judged.
  var isJudged: Bool
  /// Whether the technical alarm stood after it.
  var isTechnical = false
  /// Where its window ends, in seconds from the recording's start.
  var endSeconds: Double

  /// The hop as a decision: no rule that learns looks at single channels.
  ///
  /// - Parameters:
  ///   - index: Its number in the time in bed.
  ///   - thresholdPerChannel: The threshold in force.
  /// - Returns: A decision without evidence of channels.
  func decision(_ index: Int, thresholdPerChannel: Int32) -> Decision {
    var decision = Decision(hopIndex: UInt64(index), sampleIndex: UInt64(index), channelCount: usableCount)
    decision.usable = ChannelMask(first: Int(usableCount))
    decision.score = score
    decision.threshold = Int64(thresholdPerChannel) * Int64(usableCount)
    return decision
  }

  /// Mean evidence of the usable channels; nil without one.
  var meanEvidence: Double? { usableCount == 0 ? nil : Double(score) / Double(usableCount) }
}
