/// What a record in the log holds. Numbers are never reused.
public enum RecordKind: UInt8, Sendable {
  /// A start of the device: versions, bundle digest.
  case boot = 1
  /// A session's random pseudonym, channels and rates.
  case session = 2
  /// One hop's decision with every channel's evidence.
  case decision = 3
  /// An alarm rose or fell.
  case alarm = 4
  /// Evidence found by occlusion, for models whose evidence is not additive.
  case evidence = 5
  /// A person acknowledged an alarm.
  case acknowledgement = 6
  /// A fault rose or fell.
  case fault = 7
  /// Counters of the device's own health.
  case health = 8
  /// A second of conditioned EEG near an event.
  case clip = 9
  /// A minute's features of every channel.
  case features = 10
  /// The end of a segment with the digest of its records; written by the log itself.
  case closing = 11
  /// Somebody was admitted or discharged, or a standby began or ended.
  case person = 12
  /// What was forecast for an hour, or the beginning or end of a warning.
  case forecast = 13
  /// What was learned of when the person's seizures come, and what became of a history.
  case learned = 14
  /// What the inputs that are no EEG showed in a minute, or beside a seizure event.
  case polygraphy = 15
  /// A key vouches for everything before it; written by the log itself.
  case seal = 16
  /// What is doubtful about a session's inputs, or was left out of them.
  case inputNote = 17

  /// Whether the record's body is part of the decision digest.
  public var isDigested: Bool {
    switch self {
    case .decision, .alarm, .evidence, .fault: true
    case .boot, .session, .acknowledgement, .health, .clip, .features, .closing, .person, .forecast, .learned: false
    case .polygraphy, .seal, .inputNote: false
    }
  }
}
