/// A promise that was broken.
public struct Violation: Sendable {
  /// The oracle's rule.
  public let rule: Rule
  /// When, in seconds of the scenario.
  public let seconds: Double
  /// What was found.
  public let text: String

  /// The rules.
  public enum Rule: String, CaseIterable, Sendable {
    /// What has to call did not within the stated time.
    case silent
    /// A dead or absent program's lines do not call.
    case deadIsAlarm = "dead-is-alarm"
    /// An alarm that nobody acknowledged is no longer shown.
    case latch
    /// A press did not do what it has to, or an acknowledgement came of none.
    case press
    /// The buzzer is silent where it has to sound, or sounds without an alarm.
    case sound
    /// The nurse call does not follow the alarms.
    case nurseCall = "nurse-call"
    /// The line that says all is well does so while something calls, or does not.
    case monitoring
    /// A line and the records say different things.
    case lineAndRecord = "line-and-record"
    /// Records were handed over before the lines were set.
    case order
    /// A record's own numbers do not add up, or one is missing.
    case evidence
    /// A record that was durable is gone, or one that was handed over never came.
    case log
    /// The reason recorded is none of those that are right.
    case reason
    /// An act at the bed comes of nothing, comes to nothing, lasts too long, or leaves something of who has gone.
    case bed
    /// Monitoring is not back in time after faults.
    case liveness
    /// Decisions differ from those on the same frames without a fault.
    case decisions
    /// A seizure without disturbance was not called, or a call came without a seizure.
    case seizure
    /// The chip's data sheet was not kept to.
    case dataSheet = "data-sheet"
  }
}
