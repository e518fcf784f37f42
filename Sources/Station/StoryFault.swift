import Vocabulary

/// What records say of each other that does not fit.
public enum StoryFault: Equatable, Sendable {
  /// A decision follows a boot with no session between them.
  case sessionMissing(hop: UInt64)
  /// The decisions say that a seizure event opened or closed at a hop, and no alarm rose or fell.
  case alarmMissing(AlarmEvent.Phase, hop: UInt64)
  /// A seizure alarm rose or fell at a hop, and the decisions say otherwise.
  case alarmUnfounded(AlarmEvent.Phase, hop: UInt64)
  /// An alarm's event number is not the one that follows.
  case alarmNumber(AlarmEvent.Kind, found: UInt32, expected: UInt32)
  /// A clip belongs to a seizure alarm that did not rise.
  case clip(event: UInt32)
  /// Someone acknowledged an alarm that did not rise.
  case acknowledgement(AlarmEvent.Kind, event: UInt32)
  /// A fault ended that did not begin.
  case fault(ReasonCode)
}

extension StoryFault: CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .sessionMissing(let hop): "found a decision of hop \(hop) after a boot, expected its session before it"
    case .alarmMissing(.raised, let hop):
      "the decisions say seizure from hop \(hop) on, expected an alarm that rises there"
    case .alarmMissing(.cleared, let hop):
      "the decisions end a seizure at hop \(hop), expected an alarm that falls there"
    case .alarmMissing(.escalated, let hop): "found no alarm that becomes more urgent at hop \(hop)"
    case .alarmUnfounded(let phase, let hop):
      "a seizure alarm is \(phase.word) at hop \(hop), expected decisions that say so"
    case .alarmNumber(let kind, let found, let expected):
      "found \(kind.word) alarm \(found), expected \(kind.word) alarm \(expected)"
    case .clip(let event): "found a clip of seizure alarm \(event), expected that alarm before it"
    case .acknowledgement(let kind, let event):
      "found an acknowledgement of \(kind.word) alarm \(event), expected that alarm before it"
    case .fault(let reason): "the fault \(reason.word) ends, expected its beginning before it"
    }
  }
}
