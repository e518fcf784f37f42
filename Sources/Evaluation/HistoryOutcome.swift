/// One recording judged without and with the person's history.
public struct HistoryOutcome: Sendable {
  /// The recording.
  public let recording: Recording
  /// What came before it.
  public let source: HeardBefore
  /// What the time in bed was made of and how far the threshold moved; nil without one.
  public let learned: LearnedPerson<Void>?
  /// The counts, nothing being known of the person.
  public let cold: ScoreTally
  /// The counts after a time in bed, learned unlabelled.
  public let warm: ScoreTally
  /// The counts after learning from what is known to lie outside seizures.
  public let labelled: ScoreTally
}

extension HistoryOutcome: Encodable {
  private enum CodingKeys: String, CodingKey {
    case path, source, recordings
    case ictalShare = "ictal_share"
    case warmSteps = "warm_steps"
    case labelledSteps = "labelled_steps"
    case seizures
    case coldDetected = "cold_detected"
    case warmDetected = "warm_detected"
    case labelledDetected = "labelled_detected"
    case coldFalseAlarms = "cold_false_alarms"
    case warmFalseAlarms = "warm_false_alarms"
    case labelledFalseAlarms = "labelled_false_alarms"
  }

  /// Writes all keys; those of a time in bed that there was not as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(recording.path, forKey: .path)
    try container.encode(source, forKey: .source)
    try container.encode(learned?.recordings ?? 0, forKey: .recordings)
    try container.encode(learned?.ictalShare, forKey: .ictalShare)
    try container.encode(learned?.unlabelledSteps, forKey: .warmSteps)
    try container.encode(learned?.labelledSteps, forKey: .labelledSteps)
    try container.encode(cold.strict.score.referenceCount, forKey: .seizures)
    try container.encode(cold.strict.score.truePositives, forKey: .coldDetected)
    try container.encode(warm.strict.score.truePositives, forKey: .warmDetected)
    try container.encode(labelled.strict.score.truePositives, forKey: .labelledDetected)
    try container.encode(cold.strict.score.falsePositives, forKey: .coldFalseAlarms)
    try container.encode(warm.strict.score.falsePositives, forKey: .warmFalseAlarms)
    try container.encode(labelled.strict.score.falsePositives, forKey: .labelledFalseAlarms)
  }
}
