import Evaluation
import Station
import Vocabulary

/// The traces of a log's sessions.
public struct LogTraces {
  /// A stretch of a session.
  public struct Stretch: Sendable {
    /// Where it begins, in seconds from the session's start.
    public let startSeconds: Double
    /// Its length, in seconds.
    public let durationSeconds: Double
    /// Its trace.
    public let trace: RecordingTrace
  }

  /// One session's traces.
  public struct Session: Sendable {
    /// The session.
    public let session: LoggedSession
    /// The whole session; nil if its settings make no sense.
    public let whole: Stretch?
  }

  /// By session, as far as the records taken go.
  public var sessions: [Session] {
    summary.sessions.map { session in
      let whole = builders[session.number].map {
        Stretch(startSeconds: $0.startSeconds, durationSeconds: session.durationSeconds, trace: $0.finished)
      }
      return Session(session: session, whole: whole)
    }
  }

  private let summary: LogSummary
  private var builders: [Int: RecordingTraceBuilder] = [:]

  /// Prepares for a log's second reading.
  ///
  /// - Parameter summary: What its first reading found.
  public init(_ summary: LogSummary) {
    self.summary = summary
    for session in summary.sessions {
      builders[session.number] = RecordingTraceBuilder(
        session.settings, durationSeconds: session.durationSeconds)
    }
  }

  /// Reads a log a second time.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - summary: What its first reading found.
  /// - Throws: `LogReadError` if there is no log.
  public init(_ log: LogFile, _ summary: LogSummary) throws {
    self.init(summary)
    var traces = self
    try log.forEachRecord { traces.take($0, $1) }
    self = traces
  }

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The session it belongs to.
  public mutating func take(_ record: LogRecord, _ session: LoggedSession?) {
    guard let number = session?.number, let event = Self.event(record) else { return }
    builders[number]?.take(event)
  }

  private static func event(_ record: LogRecord) -> ReplayEvent? {
    switch record.kind {
    case .decision: (try? record.decoded(as: Decision.self)).map { .decision($0) }
    case .alarm: (try? record.decoded(as: AlarmEvent.self)).map { .alarm($0) }
    case .fault: (try? record.decoded(as: FaultEvent.self)).map { .fault($0) }
    default: nil
    }
  }
}
