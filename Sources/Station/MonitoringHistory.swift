import EventLog
import Vocabulary

/// What a log says of the watching itself: minute by minute how much could be judged, and why not, for each of its
/// sessions.
public struct MonitoringHistory: Sendable {
  /// A person's answer to an alarm.
  public struct Acknowledgement: Equatable, Sendable {
    /// What the alarm was about.
    public let kind: AlarmEvent.Kind
    /// The alarm's number.
    public let number: UInt32
    /// Seconds from the session's start.
    public let seconds: Double
  }

  /// By session, in order.
  public private(set) var sessions: [MonitoredSession] = []
  /// The newest boot record before each session's first record, by the session's number.
  public private(set) var boots: [Int: BootBody] = [:]
  private var boot: BootBody?

  /// Creates a history of nothing.
  public init() {}

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The session it belongs to.
  public mutating func take(_ record: LogRecord, _ session: LoggedSession?) {
    if record.kind == .boot { boot = try? record.decoded(as: BootBody.self) }
    guard let session else { return }
    if sessions.last?.number != session.number {
      guard record.kind == .session else { return }
      sessions.append(MonitoredSession(session))
      boots[session.number] = boot
    }
    sessions[sessions.count - 1].take(record)
  }

  /// One of the sessions.
  public func session(_ number: Int) -> MonitoredSession? { sessions.first { $0.number == number } }
}
