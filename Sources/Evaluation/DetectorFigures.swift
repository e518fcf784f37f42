/// All figures of one detector on a dataset.
public struct DetectorFigures: Equatable, Sendable {
  /// The detector's name.
  public let detector: String
  /// Events with SzCORE's tolerance.
  public let events: EventFigures
  /// Events with 0 s before and 5 s after.
  public let strict: EventFigures
  /// Samples at 1 Hz.
  public let samples: SampleFigures
  /// SzCORE's false positives by 24 hours of recording, subject mean.
  public let falseAlarmsPerDaySubjectMean: Double?
  /// Ictal against non-ictal windows within a person, mean over the persons who have both.
  public let windowAreaUnderCurve: Double?
  /// How many persons have both.
  public let windowAreaUnderCurveSubjects: Int
  /// Ictal against non-ictal windows of everybody together.
  public let windowAreaUnderCurvePooled: Double?
  /// Part of the non-ictal samples spent in detected events.
  public let nonIctalDetectedShare: Double?

  /// Computes the figures.
  ///
  /// - Parameters:
  ///   - detector: The detector's name.
  ///   - persons: One tally for each person.
  init(_ detector: String, _ persons: [ScoreTally]) {
    var total = ScoreTally()
    for person in persons { total += person }
    let within = persons.compactMap(\.windows.areaUnderCurve)
    self.detector = detector
    events = EventFigures(persons, parameters: .szCORE, events: \.events)
    strict = EventFigures(persons, parameters: .strict, events: \.strict)
    samples = SampleFigures(persons)
    falseAlarmsPerDaySubjectMean = Statistics.mean(persons.map(\.events.score.falsePositivesPerDay))
    windowAreaUnderCurve = Statistics.mean(within)
    windowAreaUnderCurveSubjects = within.count
    windowAreaUnderCurvePooled = total.windows.areaUnderCurve
    nonIctalDetectedShare = total.samples.falsePositiveShare
  }
}

extension DetectorFigures: Encodable {
  private enum CodingKeys: String, CodingKey {
    case detector, strict
    case samples = "sample"
    case falseAlarmsPerDaySubjectMean = "false_alarms_per_day_subject_mean"
    case windowAreaUnderCurve = "window_auc"
    case windowAreaUnderCurveSubjects = "window_auc_subjects"
    case windowAreaUnderCurvePooled = "window_auc_pooled"
    case nonIctalDetectedShare = "non_ictal_detected_share"
  }

  /// Writes the event figures' keys beside its own, undefined figures as `null`.
  public func encode(to encoder: any Encoder) throws {
    try events.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(detector, forKey: .detector)
    try container.encode(strict, forKey: .strict)
    try container.encode(samples, forKey: .samples)
    try container.encode(falseAlarmsPerDaySubjectMean, forKey: .falseAlarmsPerDaySubjectMean)
    try container.encode(windowAreaUnderCurve, forKey: .windowAreaUnderCurve)
    try container.encode(windowAreaUnderCurveSubjects, forKey: .windowAreaUnderCurveSubjects)
    try container.encode(windowAreaUnderCurvePooled, forKey: .windowAreaUnderCurvePooled)
    try container.encode(nonIctalDetectedShare, forKey: .nonIctalDetectedShare)
  }
}
