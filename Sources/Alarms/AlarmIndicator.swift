/// Turns alarms into the levels of the alarm lines, in the manner of IEC 60601-1-8: what needs a person stays until a
/// person has come, sounds can be paused, and the nurse call never is.
///
/// A seizure alarm is of high priority and latches until it is acknowledged, where the board has a button; a technical
/// one is of medium priority, or of low where only a part of the montage is lost, and ends by itself. A press
/// acknowledges the alarm that was shown, the highest first, and pauses its sound alone: an alarm of the other kind
/// sounds on, and what is new or becomes more urgent sounds at once. Only a technical alarm that rises anew within its
/// own pause, and ranks no higher than the one that was paused, stays silent until the pause ends.
///
/// The manual's page `WhatCalls` has the table of states and lines.
public struct AlarmIndicator: Sendable {
  /// How long a press silences the buzzer.
  public static let audioPauseNanoseconds: UInt64 = 120_000_000_000
  /// A technical alarm on the nurse call is closed for the first of these out of the second: a seizure alarm is steady.
  public static let nurseCallNanoseconds: (closed: UInt64, period: UInt64) = (2_000_000_000, 10_000_000_000)
  /// A seizure alarm that finds the nurse call closed opens it for so long first: a new call, not the old one.
  public static let nurseCallGapNanoseconds: UInt64 = 500_000_000
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
  /// Whether the technical alarm that is shown, and the one whose sound is paused, is of low priority.
  private var isLow = false
  private var isPausedLow = false
  /// How often the open event became more urgent, and whether it takes the pattern of greatest urgency.
  private var urgencies: UInt32 = 0
  private var isGreatest = false
  /// Whether the nurse call was closed when the seizure alarm began.
  private var wasCalling = false
  private var isCalling = false
  private var isLatched = false
  /// An open event that was acknowledged, and that nobody can see any more: it is shown again when it fires.
  private var isWaived = false
  /// Whether the press that holds the button has answered an alarm: one press answers one alarm.
  private var hasPressAnswered = false

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
    hasPressAnswered = false
    return acknowledge(now: now) { Self.isAnswer(now, to: $0) }
  }

  /// A person let the button go: an answer to an alarm that rose while it was held, unless the press was one already.
  ///
  /// - Parameters:
  ///   - now: When, by the monotonic clock.
  ///   - pressed: When it was pressed.
  /// - Returns: The alarm that is acknowledged by it for the first time.
  public mutating func release(now: UInt64, pressed: UInt64) -> (seizure: Bool, technical: Bool) {
    guard !hasPressAnswered else { return (false, false) }
    return acknowledge(now: now) { Self.isAnswer(now, to: $0) && !Self.isAnswer(pressed, to: $0) }
  }

  private static func isAnswer(_ time: UInt64, to alarm: Shown) -> Bool {
    time >= alarm.began &+ reactionNanoseconds
  }

  /// Acknowledges the highest alarm that the person can mean: first one that sounds or is new, then one that is paused
  /// already.
  private mutating func acknowledge(now: UInt64, _ isMeant: (Shown) -> Bool) -> (seizure: Bool, technical: Bool) {
    let canMean = (seizure: isSeizureShown && isMeant(seizure), technical: technical.isOn && isMeant(technical))
    hasPressAnswered = canMean.seizure || canMean.technical
    if canMean.seizure && (now >= seizure.pausedUntil || !canMean.technical) { return (acknowledgeSeizure(now), false) }
    if canMean.technical {
      isPausedLow = isLow
      return (false, technical.acknowledge(now))
    }
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
  ///   - alarms: The alarms.
  ///   - isBlind: Whether the technical alarm stands since nothing can be judged: an open event cannot close then, and
  ///     one that is acknowledged is shown no longer.
  ///   - isFiring: Whether the newest hop was judged and above its threshold.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: Which lines are active.
  public mutating func levels(
    _ alarms: AlarmState, isBlind: Bool = false, isFiring: Bool = false, now: UInt64
  ) -> AlarmLevels {
    takeSeizure(alarms, isFiring: isFiring, now: now)
    takeTechnical(alarms, now: now)
    isWaived = alarms.isSeizureOpen && (isWaived || (isBlind && seizure.isAcknowledged))
    let levels = levels(now, nurseCallSeconds: alarms.nurseCallSeconds)
    isCalling = levels.nurseCall
    return levels
  }

  private mutating func takeSeizure(_ alarms: AlarmState, isFiring: Bool, now: UInt64) {
    let isNew = alarms.isSeizureOpen && (!seizure.isOn || (isWaived && isFiring))
    if isNew || (alarms.isSeizureOpen && alarms.urgency.count > urgencies) {
      wasCalling = isCalling && !isSeizureShown
      isLatched = canAcknowledge
      isWaived = false
      seizure.begin(now)
    }
    seizure.isOn = alarms.isSeizureOpen
    urgencies = alarms.urgency.count
    // What nobody has acknowledged keeps its pattern after the event.
    if alarms.isSeizureOpen || !isLatched { isGreatest = alarms.urgency.isGreatest }
  }

  private mutating func takeTechnical(_ alarms: AlarmState, now: UInt64) {
    let isHigher = isLow && !alarms.isTechnicalLow
    if alarms.isTechnical && (!technical.isOn || isHigher) {
      let staysPaused = now < technical.pausedUntil && !(isPausedLow && !alarms.isTechnicalLow)
      let pause = staysPaused ? technical.pausedUntil : 0
      technical.begin(now)
      technical.pausedUntil = pause
    }
    technical.isOn = alarms.isTechnical
    isLow = alarms.isTechnical && alarms.isTechnicalLow
  }

  private func levels(_ now: UInt64, nurseCallSeconds: UInt16) -> AlarmLevels {
    let isHigh = isSeizureShown
    let (highAge, technicalAge) = (now &- seizure.began, now &- technical.began)
    let high = isGreatest ? AlarmPattern.greatestUrgency : .highPriority
    let lower = isLow ? AlarmPattern.lowPriority : .mediumPriority
    let sounds =
      isHigh && now >= seizure.pausedUntil
      ? high.isSounding(highAge)
      : technical.isOn && now >= technical.pausedUntil && lower.isSounding(technicalAge)
    let isLit = isHigh ? high.isLit(highAge) : technical.isOn && lower.isLit(technicalAge)
    let calls =
      isHigh
      ? !(wasCalling && highAge < Self.nurseCallGapNanoseconds)
      : isNurseCalled(now, technicalAge, afterSeconds: nurseCallSeconds)
    return AlarmLevels(seizure: isHigh, technical: technical.isOn, buzzer: sounds, light: isLit, nurseCall: calls)
  }

  /// Whether the technical alarm closes the nurse call now: nobody has acknowledged it for the site's delay, and none
  /// of low priority.
  private func isNurseCalled(_ now: UInt64, _ age: UInt64, afterSeconds: UInt16) -> Bool {
    let delay = UInt64(afterSeconds) * 1_000_000_000
    guard technical.isOn && !isLow && age >= delay && now >= technical.pausedUntil else { return false }
    return (age - delay) % Self.nurseCallNanoseconds.period < Self.nurseCallNanoseconds.closed
  }
}
