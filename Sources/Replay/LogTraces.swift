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

  private var builders: [Int: RecordingTraceBuilder] = [:]
  /// The session of the newest record, whose builder is not among the others.
  private var newest: (number: Int, builder: RecordingTraceBuilder?)?

  /// Creates traces of nothing.
  public init() {}

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The session it belongs to.
  public mutating func take(_ record: LogRecord, _ session: LoggedSession) {
    if newest?.number != session.number {
      keepNewest()
      newest = (session.number, RecordingTraceBuilder(session.settings, durationSeconds: nil))
    }
    if let event = Self.event(record) { newest?.builder?.take(event) }
  }

  private mutating func keepNewest() {
    if let newest { builders[newest.number] = newest.builder }
  }

  /// The traces of a log's sessions, after all records.
  ///
  /// - Parameter summary: What the log holds.
  /// - Returns: They by session.
  public func sessions(of summary: LogSummary) -> [Session] {
    var all = self
    all.keepNewest()
    return summary.sessions.map { session in
      guard var builder = all.builders[session.number], builder.end(at: session.durationSeconds) else {
        return Session(session: session, whole: nil)
      }
      let whole = Stretch(
        startSeconds: builder.startSeconds, durationSeconds: session.durationSeconds, trace: builder.finished)
      return Session(session: session, whole: whole)
    }
  }

  private static func event(_ record: LogRecord) -> ReplayEvent? {
    switch record.content {
    case .success(.decision(let decision)): .decision(decision)
    case .success(.alarm(let alarm)): .alarm(alarm)
    case .success(.fault(let fault)): .fault(fault)
    default: nil
    }
  }
}
