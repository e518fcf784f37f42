/// Everything counted on some recordings with a reference: one, a person's, or all.
public struct ScoreTally: Equatable, Sendable {
  /// How many recordings.
  public private(set) var recordingCount = 0
  /// Their length, in seconds.
  public private(set) var durationSeconds = 0.0
  /// Annotated seizures.
  public private(set) var seizureCount = 0
  /// Time in annotated seizures, in seconds.
  public private(set) var ictalSeconds = 0.0
  /// Events with SzCORE's tolerance.
  public private(set) var events = EventTally()
  /// Events with 0 s before and 5 s after.
  public private(set) var strict = EventTally()
  /// Samples at 1 Hz.
  public private(set) var samples: Score
  /// Window scores.
  public internal(set) var windows = WindowScores()

  /// Nothing, to add recordings to.
  public init() {
    samples = Score(rate: SampleScorer().rate)
  }

  /// Compares one recording.
  ///
  /// - Parameters:
  ///   - outcome: What was detected.
  ///   - seizures: Annotated seizures, in order, without overlap.
  public init(_ outcome: RecordingOutcome, seizures: [Interval]) {
    let detections = Interval.union(outcome.events.map(\.interval), within: outcome.durationSeconds)
    recordingCount = 1
    durationSeconds = outcome.durationSeconds
    seizureCount = seizures.count
    ictalSeconds = seizures.reduce(0) { $0 + $1.duration }
    events = EventTally(outcome, seizures: seizures, scorer: EventScorer(.szCORE))
    strict = EventTally(outcome, seizures: seizures, scorer: EventScorer(.strict))
    samples = SampleScorer().score(
      reference: seizures, hypothesis: detections, durationSeconds: outcome.durationSeconds)
    windows = WindowScores(outcome, seizures: seizures)
  }

  /// Adds other recordings.
  public static func += (left: inout ScoreTally, right: ScoreTally) {
    left.recordingCount += right.recordingCount
    left.durationSeconds += right.durationSeconds
    left.seizureCount += right.seizureCount
    left.ictalSeconds += right.ictalSeconds
    left.events += right.events
    left.strict += right.strict
    left.samples += right.samples
    left.windows += right.windows
  }
}
