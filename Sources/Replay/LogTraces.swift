import Evaluation
import Station
import Vocabulary

/// The traces of a log's sessions: each as a whole, and around each of its seizure alarms.
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
    /// Around each seizure alarm, in order; empty where the whole session shows every hop by itself.
    public let alarms: [Stretch]
  }

  /// What is shown before an alarm's rise and after its fall, in seconds.
  public static let marginSeconds = 60.0

  /// By session.
  public let sessions: [Session]

  /// Reads a log a second time.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - summary: What its first reading found.
  /// - Throws: `LogReadError` if there is no log.
  public init(_ log: LogFile, _ summary: LogSummary) throws {
    var builders: [Int: [Builder]] = [:]
    for session in summary.sessions { builders[session.number] = Self.builders(for: session) }
    try log.forEachRecord { record, current in
      guard let number = current?.number, let event = Self.event(record) else { return }
      for index in builders[number, default: []].indices { builders[number]?[index].trace.take(event) }
    }
    sessions = summary.sessions.map { session in
      let stretches = builders[session.number, default: []].map {
        Stretch(
          startSeconds: $0.trace.startSeconds, durationSeconds: $0.durationSeconds, trace: $0.trace.finished)
      }
      return Session(session: session, whole: stretches.first, alarms: Array(stretches.dropFirst()))
    }
  }

  private struct Builder {
    var trace: RecordingTraceBuilder
    let durationSeconds: Double
  }

  /// The whole session first.
  private static func builders(for session: LoggedSession) -> [Builder] {
    let duration = session.durationSeconds
    guard let whole = RecordingTraceBuilder(session.settings, durationSeconds: duration) else { return [] }
    let first = Builder(trace: whole, durationSeconds: duration)
    guard whole.finished.hopsPerColumn > 1 else { return [first] }
    return [first]
      + session.seizures.compactMap { event in
        let start = max(0, event.onsetSeconds - marginSeconds)
        let length = min(duration, (event.endSeconds ?? duration) + marginSeconds) - start
        return RecordingTraceBuilder(session.settings, from: start, durationSeconds: length)
          .map { Builder(trace: $0, durationSeconds: length) }
      }
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
