/// What the report says of one person: one or several codes of the dataset.
public struct SubjectReport: Sendable {
  /// The person's name in the report.
  public let subject: String
  /// The codes of the dataset.
  public let codes: [String]
  /// Everything counted on the person's recordings.
  public let tally: ScoreTally
  /// The figures, in which subject means are those of this one.
  public let figures: DetectorFigures

  /// Computes the figures of one person.
  init(_ subject: String, codes: [String], tally: ScoreTally, detector: String) {
    self.subject = subject
    self.codes = codes
    self.tally = tally
    figures = DetectorFigures(detector, [tally])
  }
}

extension SubjectReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case subject, codes, recordings, hours, seizures, detected, sensitivity, precision, f1
    case falseAlarms = "false_alarms"
    case falseAlarmHours = "false_alarm_hours"
    case strictDetected = "strict_detected"
    case strictFalseAlarms = "strict_false_alarms"
    case latencySecondsMedian = "latency_s_median"
    case windowAreaUnderCurve = "window_auc"
  }

  /// Writes all keys, undefined figures as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject, forKey: .subject)
    try container.encode(codes, forKey: .codes)
    try container.encode(figures.events.recordings, forKey: .recordings)
    try container.encode(figures.events.hours, forKey: .hours)
    try container.encode(figures.events.seizures, forKey: .seizures)
    try container.encode(figures.events.detected, forKey: .detected)
    try container.encode(figures.events.sensitivity, forKey: .sensitivity)
    try container.encode(figures.events.precision, forKey: .precision)
    try container.encode(figures.events.f1, forKey: .f1)
    try container.encode(figures.events.falseAlarms, forKey: .falseAlarms)
    try container.encode(figures.events.falseAlarmHours, forKey: .falseAlarmHours)
    try container.encode(figures.strict.detected, forKey: .strictDetected)
    try container.encode(figures.strict.falseAlarms, forKey: .strictFalseAlarms)
    try container.encode(figures.events.latencySecondsMedian, forKey: .latencySecondsMedian)
    try container.encode(figures.windowAreaUnderCurve, forKey: .windowAreaUnderCurve)
  }
}
