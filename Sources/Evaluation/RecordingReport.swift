import Foundation

/// What the report says of one recording.
public struct RecordingReport: Sendable {
  /// What became of it.
  public enum Result: Sendable {
    /// It was scored.
    case scored(ScoreTally, constants: [ReferenceDetector: ScoreTally])
    /// It has no annotations beside it: detected in, not scored.
    case withoutReference
    /// It could not be read, or its annotations could not.
    case failed(String)
  }

  /// The recording.
  public let recording: Recording
  /// What was detected, without the windows, which are kept as scores only; nil where it could not be read.
  public let outcome: RecordingOutcome?
  /// Where the first window ends, in seconds; nil without windows.
  public let firstWindowEndSeconds: Double?
  /// Annotated seizures.
  public let seizures: [Interval]
  /// What became of it.
  public let result: Result
  /// What makes the figures doubtful, by the recording and by its annotations.
  public let cautions: [String]
  /// The strict counts of `outcome.alternatives`, in their order; empty if the recording was not scored.
  let alternatives: [EventTally]

  /// Runs a detector over a recording and scores it.
  ///
  /// - Parameters:
  ///   - recording: The recording.
  ///   - detect: What a detector makes of its file.
  public init(_ recording: Recording, detect: (URL) throws -> RecordingOutcome) {
    self.recording = recording
    var outcome: RecordingOutcome?
    var seizures: [Interval] = []
    var cautions: [String] = []
    do {
      let events = try recording.eventsURL.map { try EventsFile($0) }
      let detected = try detect(recording.url)
      outcome = detected
      cautions =
        detected.cautions + (events?.cautions(durationSeconds: detected.durationSeconds) ?? [])
        + StatedLength.sidecarCautions(of: recording.url, durationSeconds: detected.durationSeconds)
      if let events {
        seizures = try events.reference(durationSeconds: detected.durationSeconds)
        result = .scored(
          ScoreTally(detected, seizures: seizures),
          constants: Dictionary(
            uniqueKeysWithValues: ReferenceDetector.allCases.map {
              ($0, ScoreTally($0.outcome(durationSeconds: detected.durationSeconds), seizures: seizures))
            }))
      } else {
        result = .withoutReference
      }
    } catch {
      result = .failed(FaultText.of(error))
    }
    self.seizures = seizures
    self.cautions = cautions
    alternatives = Self.alternatives(of: result, outcome, seizures: seizures)
    firstWindowEndSeconds = outcome?.windows.first?.endSeconds
    outcome?.windows = []
    self.outcome = outcome
  }

  private static func alternatives(
    of result: Result, _ outcome: RecordingOutcome?, seizures: [Interval]
  ) -> [EventTally] {
    guard case .scored = result, let outcome else { return [] }
    return outcome.alternatives.map { alternative in
      let other = RecordingOutcome(
        durationSeconds: outcome.durationSeconds, events: alternative.events.map { .init($0) },
        alarmSeconds: alternative.alarmSeconds, windowSeconds: outcome.windowSeconds)
      return EventTally(other, seizures: seizures, scorer: EventScorer(.strict))
    }
  }

  /// The counts, if the recording was scored.
  public var tally: ScoreTally? {
    if case .scored(let tally, _) = result { tally } else { nil }
  }

  /// The error, if the recording failed.
  public var error: String? {
    if case .failed(let error) = result { error } else { nil }
  }

  /// What a detector that knows nothing reaches, if the recording was scored.
  func tally(of constant: ReferenceDetector) -> ScoreTally? {
    if case .scored(_, let constants) = result { constants[constant] } else { nil }
  }
}

extension RecordingReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case path, subject, person, error, seizures, detected, events, alarms, gaps, digest, windows, notes, cautions
    case hasReference = "has_reference"
    case durationSeconds = "duration_s"
    case annotated
    case falseAlarms = "false_alarms"
    case strictDetected = "strict_detected"
    case strictFalseAlarms = "strict_false_alarms"
    case latenciesSeconds = "latencies_s"
    case unscoredWindows = "windows_without_score"
    case windowAreaUnderCurve = "window_auc"
  }

  private struct Span: Encodable {
    let onset_s: Double
    let end_s: Double
    var channels: [String]?
  }

  /// Writes all keys; those that are unknown as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(recording.path, forKey: .path)
    try container.encode(recording.subject, forKey: .subject)
    try container.encode(recording.person, forKey: .person)
    try container.encode(error, forKey: .error)
    try container.encode(recording.eventsURL != nil, forKey: .hasReference)
    try container.encode(outcome?.durationSeconds, forKey: .durationSeconds)
    try container.encode(seizures.map { Span(onset_s: $0.onset, end_s: $0.end) }, forKey: .annotated)
    try container.encode(
      outcome?.events.map { Span(onset_s: $0.interval.onset, end_s: $0.interval.end, channels: $0.channels) },
      forKey: .events)
    try container.encode(outcome?.alarmSeconds, forKey: .alarms)
    try container.encode(outcome?.gapCount, forKey: .gaps)
    try container.encode(outcome?.digest, forKey: .digest)
    try container.encode(outcome?.notes, forKey: .notes)
    try container.encode(cautions, forKey: .cautions)
    try container.encode(tally?.events.score.referenceCount, forKey: .seizures)
    try container.encode(tally?.events.score.truePositives, forKey: .detected)
    try container.encode(tally?.events.score.falsePositives, forKey: .falseAlarms)
    try container.encode(tally?.strict.score.truePositives, forKey: .strictDetected)
    try container.encode(tally?.strict.score.falsePositives, forKey: .strictFalseAlarms)
    try container.encode(tally?.events.latencies, forKey: .latenciesSeconds)
    try container.encode(tally?.windows.count, forKey: .windows)
    try container.encode(tally?.windows.unscoredCount, forKey: .unscoredWindows)
    try container.encode(tally?.windows.areaUnderCurve, forKey: .windowAreaUnderCurve)
  }
}
