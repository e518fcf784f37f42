import EventLog
import Vocabulary

/// What a replay says, decoded from the very records that the log gets: nothing is shown that a record does not hold.
public enum ReplayEvent: Sendable {
  /// One hop's decision.
  case decision(Decision)
  /// An alarm rose or fell.
  case alarm(AlarmEvent)
  /// A hop's evidence without each channel, of a model that takes all at once.
  case evidence(EvidenceBody)
  /// A fault began or ended.
  case fault(FaultEvent)
  /// A minute's features.
  case features(FeaturesBody)
  /// What the inputs that are no EEG showed in a minute or beside an event.
  case polygraphy(PolygraphBody)
}
