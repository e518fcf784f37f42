import EventLog

/// What a review's marks say of a person's seizure alarms, and of how long the board could judge: a bed's own false
/// alarms, with the hours that they come from.
public struct AlarmReview: Equatable, Sendable {
  /// The person's pseudonym, in hexadecimal.
  public let pseudonym: String
  /// Seconds of sessions, and of their hops that could be judged.
  public private(set) var watchedSeconds = 0.0
  public private(set) var judgedSeconds = 0.0
  /// Seizure alarms by their last mark.
  public private(set) var seizures = 0
  public private(set) var falseAlarms = 0
  public private(set) var unsure = 0
  public private(set) var unmarked = 0
  /// From the onset as it was seen to the alarm, in seconds, for each mark that has one; smallest first.
  public private(set) var delaySeconds: [Double] = []

  /// A rate for a day takes a day at least.
  public static let leastJudgedSeconds = 86_400.0

  /// Creates a review of nothing.
  public init(pseudonym: String) {
    self.pseudonym = pseudonym
  }

  /// All seizure alarms.
  public var alarms: Int { seizures + falseAlarms + unsure + unmarked }

  /// False alarms in 24 hours that could be judged: where only those count that are marked so, and where all count that
  /// are not marked as seizures; nil with less than a day judged.
  public var falseAlarmsPerDay: ClosedRange<Double>? {
    guard judgedSeconds >= Self.leastJudgedSeconds else { return nil }
    let days = judgedSeconds / 86_400
    return Double(falseAlarms) / days...Double(falseAlarms + unsure + unmarked) / days
  }

  /// Of several delays the one in the middle, the earlier of two; nil without any.
  public var medianDelaySeconds: Double? {
    delaySeconds.isEmpty ? nil : delaySeconds[(delaySeconds.count - 1) / 2]
  }

  /// Adds one of the person's sessions.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - monitored: What could be judged of it; nil where nothing is known.
  ///   - marks: The log's marks.
  public mutating func add(_ session: LoggedSession, _ monitored: MonitoredSession?, _ marks: [Mark]) {
    if let monitored {
      watchedSeconds += Double(monitored.hops - monitored.unreadHops) * monitored.hopSeconds
      judgedSeconds +=
        Double(monitored.hops - monitored.unreadHops - monitored.blindHops.reduce(0, +)) * monitored.hopSeconds
    }
    for alarm in session.seizures {
      let mark = marks.latest(of: alarm.number, in: session)
      switch mark?.verdict {
      case .seizure:
        seizures += 1
        // A mark of an older version may say anything.
        if let onset = mark?.onsetSeconds, (0...session.durationSeconds).contains(onset) {
          delaySeconds.append(alarm.onsetSeconds - onset)
        }
      case .false: falseAlarms += 1
      case .unsure: unsure += 1
      case nil: unmarked += 1
      }
    }
    delaySeconds.sort()
  }
}

extension [AlarmReview] {
  /// The people of a log, in the order of their first session.
  ///
  /// - Parameters:
  ///   - summary: What the log holds.
  ///   - history: What could be judged.
  ///   - marks: The log's marks.
  public init(_ summary: LogSummary, _ history: MonitoringHistory, _ marks: [Mark]) {
    self.init()
    for session in summary.sessions {
      let pseudonym = session.settings.pseudonymText
      let index = firstIndex { $0.pseudonym == pseudonym } ?? endIndex
      if index == endIndex { append(AlarmReview(pseudonym: pseudonym)) }
      self[index].add(session, history.session(session.number), marks)
    }
  }
}
