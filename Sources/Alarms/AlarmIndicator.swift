/// Turns alarms into the levels of the alarm lines, in the manner of IEC 60601-1-8: what needs a person stays until a
/// person has come, sounds can be paused, and the nurse call never is.
///
/// A seizure alarm is of high priority and latches until it is acknowledged, where the board has a button; a technical
/// one is of medium priority and ends by itself. A press acknowledges the alarm that was shown, the highest first, and
/// pauses its sound alone: an alarm of the other kind sounds on, and one that rises afterwards sounds at once.
public struct AlarmIndicator: Sendable {
  /// How long a press silences the buzzer.
  public static let audioPauseNanoseconds: UInt64 = 120_000_000_000
  /// A press sooner after an alarm's rise is no answer to it: nobody reacts faster.
  public static let reactionNanoseconds: UInt64 = 200_000_000

  /// One alarm as it is shown.
  private struct Shown {
    /// Whether what it tells of goes on.
    var isOn = false
    var isAcknowledged = false
    /// When its pattern began.
    var began: UInt64 = 0
    var acknowledged: UInt64 = 0
    var pausedUntil: UInt64 = 0

    mutating func begin(_ now: UInt64) {
      (isAcknowledged, began, pausedUntil) = (false, now, 0)
    }

    /// - Returns: Whether it had not been acknowledged yet.
    mutating func acknowledge(_ now: UInt64) -> Bool {
      let isFirst = !isAcknowledged
      (isAcknowledged, acknowledged, pausedUntil) = (true, now, now &+ AlarmIndicator.audioPauseNanoseconds)
      return isFirst
    }
  }

  private let canAcknowledge: Bool
  private var seizure = Shown()
  private var technical = Shown()
  private var isLatched = false
  /// An open event that was acknowledged, and that nobody can see any more: it is shown again when it fires.
  private var isWaived = false

  /// Creates an indicator.
  ///
  /// - Parameters:
  ///   - canAcknowledge: Whether there is a button; without one, no alarm latches.
  ///   - kept: What outlived the last run: an alarm that nobody acknowledged is shown again.
  ///   - now: The time, by the monotonic clock.
  public init(canAcknowledge: Bool, kept: KeptAlarms = KeptAlarms(), now: UInt64 = 0) {
    self.canAcknowledge = canAcknowledge
    isLatched = canAcknowledge && kept.isSeizureLatched
    seizure.began = now
    seizure.pausedUntil = Self.pause(kept.seizurePausedUntil, now)
    technical.pausedUntil = Self.pause(kept.technicalPausedUntil, now)
  }

  /// A kept pause; none where the clock began anew since.
  private static func pause(_ end: UInt64, _ now: UInt64) -> UInt64 {
    end > now && end - now <= audioPauseNanoseconds ? end : 0
  }

  /// What has to outlive a restart.
  public var kept: KeptAlarms {
    KeptAlarms(
      isSeizureLatched: isLatched, seizurePausedUntil: seizure.pausedUntil,
      technicalPausedUntil: technical.pausedUntil)
  }

  /// Whether a seizure alarm stands or has not been acknowledged yet.
  public var isSeizureShown: Bool { (seizure.isOn && !isWaived) || isLatched }

  /// A person pressed the button.
  ///
  /// - Parameter now: When, by the monotonic clock.
  /// - Returns: The alarm that is acknowledged by it for the first time: of a seizure, technical.
  public mutating func acknowledge(now: UInt64) -> (seizure: Bool, technical: Bool) {
    acknowledge(now: now) { Self.isAnswer(now, to: $0) }
  }

  /// A person let the button go: an answer to an alarm that rose while it was held.
  ///
  /// - Parameters:
  ///   - now: When, by the monotonic clock.
  ///   - pressed: When it was pressed.
  /// - Returns: The alarm that is acknowledged by it for the first time.
  public mutating func release(now: UInt64, pressed: UInt64) -> (seizure: Bool, technical: Bool) {
    acknowledge(now: now) { Self.isAnswer(now, to: $0) && !Self.isAnswer(pressed, to: $0) }
  }

  private static func isAnswer(_ time: UInt64, to alarm: Shown) -> Bool {
    time >= alarm.began &+ reactionNanoseconds
  }

  /// Acknowledges the highest alarm that the person can mean: first one that sounds or is new, then one that is paused
  /// already.
  private mutating func acknowledge(now: UInt64, _ isMeant: (Shown) -> Bool) -> (seizure: Bool, technical: Bool) {
    let canMean = (seizure: isSeizureShown && isMeant(seizure), technical: technical.isOn && isMeant(technical))
    if canMean.seizure && (now >= seizure.pausedUntil || !canMean.technical) { return (acknowledgeSeizure(now), false) }
    if canMean.technical { return (false, technical.acknowledge(now)) }
    return (false, false)
  }

  private mutating func acknowledgeSeizure(_ now: UInt64) -> Bool {
    isLatched = false
    return seizure.acknowledge(now)
  }

  /// The button cannot be believed: what it acknowledged just now counts no more, and nothing is paused.
  ///
  /// - Parameter since: From when on it cannot be believed, by the monotonic clock.
  public mutating func takeBack(since: UInt64) {
    if seizure.isAcknowledged && seizure.acknowledged >= since {
      seizure.isAcknowledged = false
      isLatched = canAcknowledge
      isWaived = false
    }
    if technical.isAcknowledged && technical.acknowledged >= since { technical.isAcknowledged = false }
    seizure.pausedUntil = 0
    technical.pausedUntil = 0
  }

  /// The levels of the lines now.
  ///
  /// - Parameters:
  ///   - isOpen: Whether a seizure event is open.
  ///   - isTechnical: Whether the technical alarm stands.
  ///   - isBlind: Whether the technical alarm stands since nothing can be judged: an open event cannot close then, and
  ///     one that is acknowledged is shown no longer.
  ///   - isFiring: Whether the newest hop was judged and above its threshold.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: Which lines are active.
  public mutating func levels(
    seizure isOpen: Bool, technical isTechnical: Bool, isBlind: Bool = false, isFiring: Bool = false, now: UInt64
  ) -> AlarmLevels {
    take(isOpen: isOpen, isFiring: isFiring, now: now)
    if isTechnical && !technical.isOn { technical.begin(now) }
    technical.isOn = isTechnical
    isWaived = isOpen && (isWaived || (isBlind && seizure.isAcknowledged))
    return levels(now)
  }

  private mutating func take(isOpen: Bool, isFiring: Bool, now: UInt64) {
    if isOpen && (!seizure.isOn || (isWaived && isFiring)) {
      isLatched = canAcknowledge
      isWaived = false
      seizure.begin(now)
    }
    seizure.isOn = isOpen
  }

  private func levels(_ now: UInt64) -> AlarmLevels {
    let isHigh = isSeizureShown
    let (highAge, mediumAge) = (now &- seizure.began, now &- technical.began)
    let sounds =
      isHigh && now >= seizure.pausedUntil
      ? AlarmPattern.highPriority.isSounding(highAge)
      : technical.isOn && now >= technical.pausedUntil && AlarmPattern.mediumPriority.isSounding(mediumAge)
    let isLit =
      isHigh
      ? AlarmPattern.highPriority.isLit(highAge)
      : technical.isOn && AlarmPattern.mediumPriority.isLit(mediumAge)
    return AlarmLevels(
      seizure: isHigh, technical: technical.isOn, buzzer: sounds, light: isLit, nurseCall: isHigh || technical.isOn)
  }
}
