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
  /// Decisions between two others are not there, and nothing says that frames or records were lost.
  case decisionsMissing(first: UInt64, last: UInt64)
  /// A decision does not follow the one before it.
  case decisionOrder(found: UInt64, expected: UInt64)
  /// An alarm's channels are not ranked as their excess says, or their excess is not what its decisions add up to.
  case alarmEvidence(hop: UInt64)
  /// The board's clock goes back within one start and session.
  case clockBack(nanoseconds: UInt64)
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
    case .decisionsMissing(let first, let last):
      first == last
        ? "the decision of hop \(first) is missing, and no fault says why"
        : "the decisions of hops \(first) to \(last) are missing, and no fault says why"
    case .decisionOrder(let found, let expected):
      "found a decision of hop \(found), expected one of hop \(expected) or later"
    case .alarmEvidence(let hop): "the alarm's evidence at hop \(hop) is not what its decisions add up to"
    case .clockBack(let nanoseconds):
      "the board's clock goes back by \(nanoseconds / 1_000_000) ms with no start or session between"
    case .clip(let event): "found a clip of seizure alarm \(event), expected that alarm before it"
    case .acknowledgement(let kind, let event):
      "found an acknowledgement of \(kind.word) alarm \(event), expected that alarm before it"
    case .fault(let reason): "the fault \(reason.word) ends, expected its beginning before it"
    }
  }
}
