import Vocabulary

/// Raises the technical alarm when the device cannot judge for too long or too often, or at once for a fault that is
/// reported; lowers it after sustained good data, once no fault stands.
public struct TechnicalAlarm: ~Copyable {
  private let policy: AlarmPolicy
  private var blindHops: UInt64 = 0
  private var goodHops: UInt64 = 0
  private var nextHopIndex: UInt64 = 0
  private var budget = BlindnessBudget()
  private var blindness = BlindnessReason()
  /// Good hops in a row that the alarm which stands asks for.
  private var hopsToClear: UInt64 = 0
  /// Number of the newest event, 0 before the first.
  public private(set) var eventNumber: UInt32 = 0
  /// Faults that the platform reported and has not taken back: a bit for each reason.
  private var standing: UInt32 = 0
  /// Whether the alarm that stands is of low priority: only a part of the montage is lost, and the rest is judged, or
  /// the supply is weak.
  public private(set) var isLow = false
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
  /// - Returns: The alarm's rise, fall or greater urgency, if this hop caused one.
  public mutating func step(_ decision: Decision, isJudged: Bool, reason: ReasonCode) -> AlarmEvent? {
    let lostHops = decision.hopIndex - min(nextHopIndex, decision.hopIndex)
    nextHopIndex = decision.hopIndex + 1
    blindHops += lostHops + (isJudged ? 0 : 1)
    goodHops = isJudged && !isHighStanding ? (lostHops > 0 ? 1 : goodHops + 1) : 0
    budget.step(isJudged: isJudged, lostHops: lostHops)
    let reason = blindness.step(lostHops > 0 ? .framesLost : reason, isJudged: isJudged && lostHops == 0)
    let isTooLong = blindHops >= UInt64(policy.technicalRaiseHops)
    // Only what is blind now raises it: a time that has passed does not.
    let isTooMuch = budget.isExceeded && blindHops > 0
    if isJudged { blindHops = 0 }
    if (!isRaised || isLow) && (isTooLong || isTooMuch) {
      hopsToClear = max(UInt64(policy.technicalClearHops), isTooMuch ? BlindnessBudget.recoveryHops : 0)
      return raise(hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex, reason: reason)
    }
    // What only a fault of low priority keeps up falls, and rises anew with that one (`resume`).
    let isKeptUp = isLow && standing != 0
    return isRaised && !isKeptUp && goodHops >= hopsToClear ? clear(decision) : nil
  }

  /// Raises the alarm anew for a fault of low priority that stands, once all else is over.
  ///
  /// - Parameter decision: The hop that was taken last.
  /// - Returns: The alarm's rise, if it rises.
  public mutating func resume(_ decision: Decision) -> AlarmEvent? {
    guard !isRaised && standing != 0 else { return nil }
    hopsToClear = UInt64(policy.technicalClearHops)
    let reason: ReasonCode =
      standing & Self.bit(.sideLost) != 0
      ? .sideLost : standing & Self.bit(.channelsLost) != 0 ? .channelsLost : .undervoltage
    return raise(hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex, reason: reason, isLow: true)
  }

  private static func bit(_ reason: ReasonCode) -> UInt32 { 1 << UInt32(reason.rawValue & 31) }

  /// Whether a fault stands that is of no low priority.
  private var isHighStanding: Bool {
    standing & ~(Self.bit(.sideLost) | Self.bit(.channelsLost) | Self.bit(.undervoltage)) != 0
  }

  /// Takes a fault of the platform that begins or ends.
  ///
  /// - Parameters:
  ///   - fault: The fault.
  ///   - hopIndex: The hop that ended last.
  /// - Returns: The alarm's rise, if it had not risen, or its greater urgency.
  public mutating func step(_ fault: FaultEvent, hopIndex: UInt64) -> AlarmEvent? {
    let bit = Self.bit(fault.reason)
    goodHops = 0
    guard fault.phase == .raised else {
      standing &= ~bit
      return nil
    }
    standing |= bit
    let isLow = Self.isLow(fault.reason)
    guard !isRaised || (self.isLow && !isLow) else { return nil }
    hopsToClear = UInt64(policy.technicalClearHops)
    return raise(hopIndex: hopIndex, sampleIndex: fault.sampleIndex, reason: fault.reason, isLow: isLow)
  }

  /// Whether a fault leaves the device judging: a part of the montage is lost, or the supply is weak.
  private static func isLow(_ reason: ReasonCode) -> Bool {
    reason == .sideLost || reason == .channelsLost || reason == .undervoltage
  }

  /// Raises the alarm, or makes one of low priority more urgent.
  private mutating func raise(
    hopIndex: UInt64, sampleIndex: UInt64, reason: ReasonCode, isLow: Bool = false
  ) -> AlarmEvent {
    let phase = isRaised ? AlarmEvent.Phase.escalated : .raised
    if !isRaised { eventNumber += 1 }
    (isRaised, self.isLow, self.reason) = (true, isLow, reason)
    return event(phase, hopIndex: hopIndex, sampleIndex: sampleIndex)
  }

  private mutating func clear(_ decision: Decision) -> AlarmEvent {
    (isRaised, isLow) = (false, false)
    let event = event(.cleared, hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex)
    reason = .none
    return event
  }

  private func event(_ phase: AlarmEvent.Phase, hopIndex: UInt64, sampleIndex: UInt64) -> AlarmEvent {
    AlarmEvent(
      kind: .technical, phase: phase, eventNumber: eventNumber, reason: reason, hopIndex: hopIndex,
      sampleIndex: sampleIndex)
  }
}
