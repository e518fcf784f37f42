/// The event figures of all recordings under one set of parameters. Undefined figures are nil, `null` in JSON.
///
/// Figures called subject means are averaged over those persons for whom they are defined, as SzCORE does: someone
/// with seizures and no detection has an F1 of 0 and no precision.
public struct EventFigures: Equatable, Sendable {
  /// Scorer, version and parameters.
  public let scorer: String
  /// Persons scored.
  public let subjects: Int
  /// Recordings scored.
  public let recordings: Int
  /// Hours scored.
  public let hours: Double
  /// Seizures as the scorer counts them: close ones joined, long ones split.
  public let seizures: Int
  /// Those of them that were detected.
  public let detected: Int
  /// Detected by seizures.
  public let sensitivity: Double?
  /// Sensitivity, subject mean.
  public let sensitivitySubjectMean: Double?
  /// Detected events that match no seizure.
  public let falseAlarms: Int
  /// Hours outside every seizure and its tolerance: where a false alarm can occur.
  public let falseAlarmHours: Double
  /// False alarms by these hours.
  public let falseAlarmsPerHour: Double?
  /// The exact Poisson upper bound of that rate, one-sided 95 %.
  public let falseAlarmsPerHourUpper95: Double?
  /// Precision, subject mean.
  public let precision: Double?
  /// F1, subject mean.
  public let f1: Double?
  /// Median of alarm minus onset, over seizures that an alarm rose for, in seconds.
  public let latencySecondsMedian: Double?

  /// Computes the figures.
  ///
  /// - Parameters:
  ///   - persons: One tally for each person.
  ///   - parameters: The parameters of the tallies that `events` gives.
  ///   - events: Which of a person's tallies to take.
  init(_ persons: [ScoreTally], parameters: EventScorer.Parameters, events: (ScoreTally) -> EventTally) {
    var total = EventTally()
    for person in persons { total += events(person) }
    let scores = persons.map { events($0).score }
    let falseAlarms = total.score.falsePositives
    let falseAlarmHours = total.falseAlarmSeconds / 3600
    scorer = EventScorer(parameters).name
    subjects = persons.count
    recordings = persons.reduce(0) { $0 + $1.recordingCount }
    hours = persons.reduce(0) { $0 + $1.durationSeconds } / 3600
    seizures = total.score.referenceCount
    detected = total.score.truePositives
    sensitivity = total.score.sensitivity
    sensitivitySubjectMean = Statistics.mean(scores.map(\.sensitivity))
    self.falseAlarms = falseAlarms
    self.falseAlarmHours = falseAlarmHours
    falseAlarmsPerHour = falseAlarmHours > 0 ? Double(falseAlarms) / falseAlarmHours : nil
    falseAlarmsPerHourUpper95 = falseAlarmHours > 0 ? PoissonBound.upper95(count: falseAlarms) / falseAlarmHours : nil
    precision = Statistics.mean(scores.map(\.precision))
    f1 = Statistics.mean(scores.map(\.f1))
    latencySecondsMedian = Statistics.median(total.latencies)
  }
}

extension EventFigures: Encodable {
  private enum CodingKeys: String, CodingKey {
    case scorer, subjects, recordings, hours, seizures, detected, sensitivity
    case sensitivitySubjectMean = "sensitivity_subject_mean"
    case falseAlarms = "false_alarms"
    case falseAlarmHours = "false_alarm_hours"
    case falseAlarmsPerHour = "false_alarms_per_hour"
    case falseAlarmsPerHourUpper95 = "false_alarms_per_hour_upper95"
    case precision, f1
    case latencySecondsMedian = "latency_s_median"
  }

  /// Writes all keys, undefined figures as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(scorer, forKey: .scorer)
    try container.encode(subjects, forKey: .subjects)
    try container.encode(recordings, forKey: .recordings)
    try container.encode(hours, forKey: .hours)
    try container.encode(seizures, forKey: .seizures)
    try container.encode(detected, forKey: .detected)
    try container.encode(sensitivity, forKey: .sensitivity)
    try container.encode(sensitivitySubjectMean, forKey: .sensitivitySubjectMean)
    try container.encode(falseAlarms, forKey: .falseAlarms)
    try container.encode(falseAlarmHours, forKey: .falseAlarmHours)
    try container.encode(falseAlarmsPerHour, forKey: .falseAlarmsPerHour)
    try container.encode(falseAlarmsPerHourUpper95, forKey: .falseAlarmsPerHourUpper95)
    try container.encode(precision, forKey: .precision)
    try container.encode(f1, forKey: .f1)
    try container.encode(latencySecondsMedian, forKey: .latencySecondsMedian)
  }
}
