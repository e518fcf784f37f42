import Vocabulary

/// Turns hops into seizure events: firing power with hysteresis, one event for one seizure.
///
/// The firing power is the number of hops above the threshold among the last `firingHops`, in the person's time: a hop
/// that could not be judged, or was lost, counts as not above. While an event is open such hops change nothing, so that
/// an event ends on evidence and never because the data ended.
///
/// An event opens when enough hops fire **and** their accumulated excess is large enough: the sum over hops of the
/// usable channels' mean evidence less the threshold, never below zero (Page 1954). A short strong seizure so opens an
/// event as well as a long weak one, and a start that nothing precedes is no different from quiet.
public struct SeizureAlarm: ~Copyable {
  private let policy: AlarmPolicy
  /// The threshold for one channel's evidence that the next hop is judged by.
  public var thresholdPerChannel: Int32
  private let raiseExcess: Int64
  /// Whether a channel's evidence is its own, so that an alarm ranks the channels by it.
  private let ranksChannels: Bool
  private var accumulated: Int64 = 0
  private var history = EvidenceHistory()
  private var quietHops: UInt16 = 0
  /// Whether the open event was quiet for so long that what fires next is another seizure.
  private var isBetween = false
  private var nextHopIndex: UInt64 = 0
  /// How urgent the open event is.
  public private(set) var urgency = SeizureUrgency()
  /// Number of the newest event, 0 before the first.
  public private(set) var eventNumber: UInt32 = 0
  /// Whether a seizure event is open.
  public private(set) var isOpen = false

  /// Creates a detector of events.
  ///
  /// - Parameters:
  ///   - policy: A validated policy.
  ///   - thresholdPerChannel: The threshold for one channel's evidence.
  ///   - raiseExcess: The accumulated excess that opens an event, 0 or more; with 0 the hops' number alone decides.
  ///   - ranksChannels: Whether a channel's evidence is its own, so that an alarm ranks the channels by it.
  public init(
    policy: AlarmPolicy, thresholdPerChannel: Int32, raiseExcess: Int32 = 0, ranksChannels: Bool = true
  ) {
    precondition(raiseExcess >= 0)
    self.raiseExcess = Int64(raiseExcess)
    self.ranksChannels = ranksChannels
    self.policy = policy
    self.thresholdPerChannel = thresholdPerChannel
  }

  /// Takes one hop's decision: its evidence, score and threshold.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - isJudged: Whether enough channels were usable to judge the hop.
  /// - Returns: What follows from the hop and those before it, and the alarm's rise, fall or greater urgency, if this
  ///   hop caused one.
  public mutating func step(_ decision: Decision, isJudged: Bool) -> (verdict: Verdict, event: AlarmEvent?) {
    appendToHistory(decision, isJudged: isJudged)
    let firing = history.firing(over: policy.firingHops)
    accumulate(decision, isJudged: isJudged, firing: firing)
    let event =
      isOpen ? goOn(decision, isJudged: isJudged, firing: firing) : openIfFiring(decision, firing: firing)
    let verdict = Verdict(
      firing: firing, firingHops: policy.firingHops, accumulated: accumulated,
      state: state(isJudged: isJudged, firing: firing))
    return (verdict, event)
  }

  private mutating func appendToHistory(_ decision: Decision, isJudged: Bool) {
    let lostHops = decision.hopIndex - min(nextHopIndex, decision.hopIndex)
    nextHopIndex = decision.hopIndex + 1
    if !isOpen { history.appendQuiet(count: lostHops) }
    if isJudged && decision.isAboveThreshold {
      history.appendAbove(decision, thresholdPerChannel: thresholdPerChannel)
    } else if isJudged || !isOpen {
      history.appendQuiet(count: 1)
    }
  }

  /// Adds a judged hop's excess. Bounded above, so that what ends is soon forgotten; forgotten when no hop fires any
  /// more.
  private mutating func accumulate(_ decision: Decision, isJudged: Bool, firing: UInt8) {
    if isJudged, let excess = decision.meanExcess {
      accumulated = max(0, min(accumulated + excess, 2 * raiseExcess))
    }
    if firing == 0 { accumulated = 0 }
  }

  private mutating func openIfFiring(_ decision: Decision, firing: UInt8) -> AlarmEvent? {
    guard firing >= policy.raiseCount && accumulated >= raiseExcess else { return nil }
    isOpen = true
    quietHops = 0
    eventNumber += 1
    isBetween = false
    urgency.open(decision)
    return event(.raised, decision)
  }

  /// Ends the open event or makes it more urgent. What fires after half of the quiet hops that would have ended the
  /// event, strongly enough to open one, is another seizure.
  private mutating func goOn(_ decision: Decision, isJudged: Bool, firing: UInt8) -> AlarmEvent? {
    let wasQuiet = isJudged && 2 * quietHops >= policy.holdHops
    if let end = closeIfQuiet(decision, isJudged: isJudged, firing: firing) { return end }
    isBetween = isBetween || wasQuiet
    let isAnother = isBetween && isJudged && firing >= policy.raiseCount && accumulated >= raiseExcess
    if isAnother { isBetween = false }
    guard let reason = urgency.step(decision, isAnother: isAnother) else { return nil }
    var event = event(.escalated, decision)
    event.reason = reason
    return event
  }

  private mutating func closeIfQuiet(_ decision: Decision, isJudged: Bool, firing: UInt8) -> AlarmEvent? {
    guard isJudged else { return nil }
    quietHops = firing <= policy.clearCount ? quietHops + 1 : 0
    guard quietHops >= policy.holdHops else { return nil }
    isOpen = false
    urgency = SeizureUrgency()
    return event(.cleared, decision)
  }

  private func event(_ phase: AlarmEvent.Phase, _ decision: Decision) -> AlarmEvent {
    var event = AlarmEvent(
      kind: .seizure, phase: phase, eventNumber: eventNumber,
      hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex)
    if ranksChannels {
      event.rank(excess: history.totalExcess(over: policy.firingHops), channelCount: Int(decision.channelCount))
    }
    return event
  }

  private func state(isJudged: Bool, firing: UInt8) -> Verdict.State {
    if isOpen { return .seizure }
    if !isJudged { return .unknown }
    return firing > 0 ? .suspected : .normal
  }
}
