import Vocabulary

/// Finds why a device cannot judge: the defect that most channels have. While filters settle anew after a defect
/// nothing else is wrong, so that the last defect found stays the reason until hops are judged again for as long as the
/// budget looks back.
struct BlindnessReason: Sendable {
  private var latest = ReasonCode.quorum
  private var judgedHops: UInt16 = 0

  /// Takes a hop.
  mutating func step(_ reason: ReasonCode, isJudged: Bool) -> ReasonCode {
    if isJudged {
      judgedHops = min(judgedHops + 1, UInt16(BlindnessBudget.shortHops))
      if judgedHops == UInt16(BlindnessBudget.shortHops) { latest = .quorum }
      return latest
    }
    judgedHops = 0
    if reason != .quorum { latest = reason }
    return latest
  }
}
