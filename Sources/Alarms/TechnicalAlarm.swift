import Vocabulary

/// Raises the technical alarm when the device cannot judge for too long, and lowers it after sustained good data.
public struct TechnicalAlarm: ~Copyable {
  private let policy: AlarmPolicy
  private var blindHops: UInt64 = 0
  private var goodHops: UInt64 = 0
  private var nextHopIndex: UInt64 = 0
  private var eventNumber: UInt32 = 0
  /// Why the alarm stands.
  public private(set) var reason = ReasonCode.none
  /// Whether the alarm stands.
  public private(set) var isRaised = false

  /// Creates the alarm, lowered.
  ///
  /// - Parameter policy: A validated policy.
  public init(policy: AlarmPolicy) {
    self.policy = policy
  }

  /// Takes one hop.
  ///
  /// - Parameters:
  ///   - decision: The hop; hops lost before it count as blind.
  ///   - isJudged: Whether enough channels were usable to judge it.
  ///   - reason: Why not, where it was not.
  /// - Returns: The alarm's rise or fall, if this hop caused one.
  public mutating func step(_ decision: Decision, isJudged: Bool, reason: ReasonCode) -> AlarmEvent? {
    let lostHops = decision.hopIndex - min(nextHopIndex, decision.hopIndex)
    nextHopIndex = decision.hopIndex + 1
    blindHops += lostHops + (isJudged ? 0 : 1)
    goodHops = isJudged ? (lostHops > 0 ? 1 : goodHops + 1) : 0
    defer { if isJudged { blindHops = 0 } }
    if !isRaised && blindHops >= UInt64(policy.technicalRaiseHops) {
      return raise(decision, reason: lostHops > 0 ? .framesLost : reason)
    }
    return isRaised && goodHops >= UInt64(policy.technicalClearHops) ? clear(decision) : nil
  }

  private mutating func raise(_ decision: Decision, reason: ReasonCode) -> AlarmEvent {
    isRaised = true
    eventNumber += 1
    self.reason = reason
    return event(.raised, decision)
  }

  private mutating func clear(_ decision: Decision) -> AlarmEvent {
    isRaised = false
    let event = event(.cleared, decision)
    reason = .none
    return event
  }

  private func event(_ phase: AlarmEvent.Phase, _ decision: Decision) -> AlarmEvent {
    AlarmEvent(
      kind: .technical, phase: phase, eventNumber: eventNumber, reason: reason,
      hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex)
  }
}
