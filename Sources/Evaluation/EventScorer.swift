/// Compares events as esl-epfl/timescoring's `EventScoring` does, at its 10 Hz, with the same result on every input.
public struct EventScorer: Sendable {
  /// What counts as one event, and as found.
  public struct Parameters: Equatable, Sendable {
    /// A detection may begin so many seconds before the seizure.
    public var toleranceStart: Double
    /// A detection may come so many seconds after the seizure.
    public var toleranceEnd: Double
    /// Part of the extended seizure that a detection must exceed; 0 takes any overlap.
    public var minOverlap: Double
    /// Longer events are split, in seconds.
    public var maxEventDuration: Double
    /// Events closer than this are one, in seconds.
    public var minDurationBetweenEvents: Double

    /// Creates parameters; those left out are SzCORE's.
    public init(
      toleranceStart: Double = 30, toleranceEnd: Double = 60, minOverlap: Double = 0, maxEventDuration: Double = 300,
      minDurationBetweenEvents: Double = 90
    ) {
      self.toleranceStart = toleranceStart
      self.toleranceEnd = toleranceEnd
      self.minOverlap = minOverlap
      self.maxEventDuration = maxEventDuration
      self.minDurationBetweenEvents = minDurationBetweenEvents
    }

    /// SzCORE's: 30 s before, 60 s after.
    public static let szCORE = Parameters()
    /// Nothing before, 5 s after; the rest is SzCORE's.
    public static let strict = Parameters(toleranceStart: 0, toleranceEnd: 5)

    /// The first alarm that rises within a seizure or its tolerance.
    ///
    /// - Parameters:
    ///   - seizure: The seizure.
    ///   - alarmSeconds: When each alarm rose, in order.
    /// - Returns: When it rose, in seconds, or nil.
    public func firstAlarm(for seizure: Interval, of alarmSeconds: [Double]) -> Double? {
      alarmSeconds.first { $0 >= seizure.onset - toleranceStart && $0 <= seizure.end + toleranceEnd }
    }
  }

  /// Samples in a second.
  public static let rate = 10.0

  /// What counts as one event, and as found.
  public let parameters: Parameters

  /// Creates a scorer.
  public init(_ parameters: Parameters = .szCORE) {
    self.parameters = parameters
  }

  /// Name and version of what this scorer equals, with its parameters.
  public var name: String {
    func text(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : String(value)
    }
    return "timescoring 0.0.7 (esl-epfl/timescoring f984436b), events: "
      + "toleranceStart \(text(parameters.toleranceStart)) s, toleranceEnd \(text(parameters.toleranceEnd)) s, minOverlap \(text(parameters.minOverlap)), "
      + "maxEventDuration \(text(parameters.maxEventDuration)) s, "
      + "minDurationBetweenEvents \(text(parameters.minDurationBetweenEvents)) s"
  }

  /// Scores one recording.
  ///
  /// - Parameters:
  ///   - reference: Annotated seizures, in order.
  ///   - hypothesis: Detected events, in order.
  ///   - durationSeconds: Length of the recording.
  /// - Returns: The counts of events.
  public func score(reference: [Interval], hypothesis: [Interval], durationSeconds: Double) -> Score {
    let count = SampleMask.count(durationSeconds: durationSeconds, rate: Self.rate)
    let seizures = split(merge(reference))
    let detections = split(merge(hypothesis))
    let detected = SampleMask(detections, rate: Self.rate, count: count)
    var explained = SampleMask([], rate: Self.rate, count: count)
    var truePositives = 0
    for seizure in seizures.map({ extend($0, sampleCount: count) }) where isFound(seizure, in: detected) {
      truePositives += 1
      explained.insert(seizure)
    }
    return Score(
      referenceCount: seizures.count, truePositives: truePositives,
      falsePositives: detections.count { explained.count(in: $0) == 0 }, sampleCount: count, rate: Self.rate)
  }

  /// The time in which a false alarm could occur at all: outside every seizure and its tolerance.
  ///
  /// - Parameters:
  ///   - reference: Annotated seizures, in order.
  ///   - durationSeconds: Length of the recording.
  /// - Returns: Seconds.
  public func falseAlarmSeconds(reference: [Interval], durationSeconds: Double) -> Double {
    let count = SampleMask.count(durationSeconds: durationSeconds, rate: Self.rate)
    let seizures = merge(reference).map { extend($0, sampleCount: count) }
    return Double(count - SampleMask(seizures, rate: Self.rate, count: count).count) / Self.rate
  }

  private func isFound(_ extended: Interval, in detected: SampleMask) -> Bool {
    let overlap = Double(detected.count(in: extended)) / Self.rate / extended.duration
    return overlap > parameters.minOverlap + 1e-6
  }

  private func merge(_ events: [Interval]) -> [Interval] {
    var merged: [Interval] = []
    for event in events {
      if let last = merged.last, event.onset - last.end < parameters.minDurationBetweenEvents {
        merged[merged.count - 1].end = event.end
      } else {
        merged.append(event)
      }
    }
    return merged
  }

  private func split(_ events: [Interval]) -> [Interval] {
    var pieces: [Interval] = []
    for event in events {
      var rest = event
      while rest.duration > parameters.maxEventDuration {
        let cut = rest.onset + parameters.maxEventDuration
        pieces.append(Interval(rest.onset, cut))
        rest.onset = cut
      }
      pieces.append(rest)
    }
    return pieces
  }

  private func extend(_ event: Interval, sampleCount: Int) -> Interval {
    Interval(
      max(0, event.onset - parameters.toleranceStart),
      min(Double(sampleCount) / Self.rate, event.end + parameters.toleranceEnd))
  }
}
