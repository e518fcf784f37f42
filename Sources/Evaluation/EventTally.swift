/// Events under one set of parameters: counts, the time false alarms could occur in, and latencies. Recordings add up.
public struct EventTally: Equatable, Sendable {
  /// Counts of events.
  public private(set) var score = Score(rate: EventScorer.rate)
  /// Seconds outside every seizure and its tolerance.
  public private(set) var falseAlarmSeconds = 0.0
  /// Alarm minus onset, in seconds, one for each annotated seizure that an alarm rose for.
  public private(set) var latencies: [Double] = []

  /// Nothing, to add recordings to.
  public init() {}

  /// Compares one recording.
  ///
  /// An alarm rises for a seizure if it does so within the seizure or its tolerance; the first one counts.
  ///
  /// - Parameters:
  ///   - outcome: What was detected.
  ///   - seizures: Annotated seizures, in order, without overlap.
  ///   - scorer: How events are compared.
  public init(_ outcome: RecordingOutcome, seizures: [Interval], scorer: EventScorer) {
    let duration = outcome.durationSeconds
    let detections = Interval.union(outcome.events.map(\.interval), within: duration)
    score = scorer.score(reference: seizures, hypothesis: detections, durationSeconds: duration)
    falseAlarmSeconds = scorer.falseAlarmSeconds(reference: seizures, durationSeconds: duration)
    latencies = seizures.compactMap { seizure in
      scorer.parameters.firstAlarm(for: seizure, of: outcome.alarmSeconds).map { $0 - seizure.onset }
    }
  }

  /// Adds another recording.
  public static func += (left: inout EventTally, right: EventTally) {
    left.score += right.score
    left.falseAlarmSeconds += right.falseAlarmSeconds
    left.latencies += right.latencies
  }
}
