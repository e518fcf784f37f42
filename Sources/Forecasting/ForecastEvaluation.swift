import Evaluation

/// Forecasts judged for several people.
public struct ForecastEvaluation: Sendable {
  /// The people, in the order of the histories.
  public let people: [ForecastFigures]
  /// Hours from a forecast to the first that it is for.
  public let predictionHours: Int
  /// How far the logs can be believed that the histories come from; nil where none is a log.
  public var log: LogStanding?

  /// Judges people on several threads.
  ///
  /// - Parameters:
  ///   - histories: The people.
  ///   - horizon: Hours that a forecast is for: the occurrence period (SOP).
  ///   - predictionHours: Hours from the forecast to the first that it is for: the prediction horizon (SPH).
  ///   - threads: How many threads.
  public init(_ histories: [EventHistory], horizon: Int = 1, predictionHours: Int = 0, threads: Int) {
    self.predictionHours = predictionHours
    people = ParallelMap(threads: threads).map(histories) {
      ForecastJudge.judge($0, horizon: horizon, predictionHours: predictionHours)
    }
  }

  /// Judges people with their EEG on several threads.
  ///
  /// - Parameters:
  ///   - people: The people.
  ///   - sources: What is taken of each one's EEG; nil: nothing.
  ///   - horizon: Hours that a forecast is for.
  ///   - threads: How many threads.
  public init(_ people: [RecordedPerson], sources: [EvidenceSource?], horizon: Int = 1, threads: Int) {
    predictionHours = 0
    self.people = ParallelMap(threads: threads).map(Array(zip(people, sources))) { person, source in
      ForecastJudge.judge(person.history, source: source, horizon: horizon)
    }
  }

  /// The mean area under the curve, of people for whom it is defined.
  public var meanAreaUnderCurve: PersonMean { PersonMean(people.map(\.areaUnderCurve)) }

  /// The mean of sensitivity less time in warning.
  public var meanSensitivityLessTimeInWarning: PersonMean {
    PersonMean(
      people.map { person in person.sensitivity.flatMap { sensitivity in person.timeInWarning.map { sensitivity - $0 } }
      })
  }

  /// The mean Brier skill against the running rate.
  public var meanBrierSkill: PersonMean { PersonMean(people.map(\.brierSkill)) }
}
