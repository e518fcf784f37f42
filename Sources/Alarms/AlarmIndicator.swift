/// Turns alarms into the levels of the alarm lines, in the manner of IEC 60601-1-8: what needs a person stays until a person has
/// come, sounds can be paused, and the nurse call never is.
///
/// A seizure alarm is of high priority and latches until it is acknowledged, where the board has a button; a technical one is
/// of medium priority and ends by itself. A press acknowledges every alarm that stands and pauses the sound; an alarm that
/// rises afterwards sounds at once.
public struct AlarmIndicator: Sendable {
  /// How long a press silences the buzzer.
  public static let audioPauseNanoseconds: UInt64 = 120_000_000_000

  private let canAcknowledge: Bool
  private var wasSeizure = false
  private var wasTechnical = false
  private var isLatched = false
  private var isAcknowledged = false
  private var isTechnicalAcknowledged = false
  /// When the pattern that is shown began.
  private var began: UInt64 = 0
  private var audioPausedUntil: UInt64 = 0

  /// Creates an indicator without an alarm.
  ///
  /// - Parameter canAcknowledge: Whether there is a button; without one, no alarm latches.
  public init(canAcknowledge: Bool) {
    self.canAcknowledge = canAcknowledge
  }

  /// Whether a seizure alarm stands or has not been acknowledged yet.
  public var isSeizureShown: Bool { wasSeizure || isLatched }

  /// A person pressed the button.
  ///
  /// - Parameter now: When, by the monotonic clock.
  /// - Returns: The alarms that are acknowledged by it: of a seizure, technical.
  public mutating func acknowledge(now: UInt64) -> (seizure: Bool, technical: Bool) {
    let acknowledged = (
      seizure: isSeizureShown && !isAcknowledged, technical: wasTechnical && !isTechnicalAcknowledged
    )
    guard isSeizureShown || wasTechnical else { return (false, false) }
    isLatched = false
    isAcknowledged = true
    isTechnicalAcknowledged = wasTechnical
    audioPausedUntil = now &+ Self.audioPauseNanoseconds
    return acknowledged
  }

  /// The levels of the lines now.
  ///
  /// - Parameters:
  ///   - seizure: Whether a seizure event is open.
  ///   - technical: Whether the technical alarm stands.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: Which lines are active.
  public mutating func levels(seizure: Bool, technical: Bool, now: UInt64) -> AlarmLevels {
    if seizure && !wasSeizure {
      isLatched = canAcknowledge
      isAcknowledged = false
      begin(now)
    }
    if technical && !wasTechnical {
      isTechnicalAcknowledged = false
      begin(now)
    }
    wasSeizure = seizure
    wasTechnical = technical
    let isHigh = isSeizureShown
    let isAny = isHigh || technical
    let age = now &- began
    let pattern = isHigh ? AlarmPattern.highPriority : AlarmPattern.mediumPriority
    return AlarmLevels(
      seizure: isHigh, technical: technical, buzzer: isAny && now >= audioPausedUntil && pattern.isSounding(age),
      light: isAny && pattern.isLit(age), nurseCall: isAny)
  }

  private mutating func begin(_ now: UInt64) {
    began = now
    audioPausedUntil = 0
  }
}
