import EventLog
import Vocabulary

/// What a log holds, added up in constant memory but for its alarms and sessions.
public struct LogSummary: Sendable {
  /// Segments whose header can be read.
  public private(set) var segments = 0
  /// The first and the last of them.
  public private(set) var segmentRange = SegmentRange()
  /// Whether the last segment has its closing record.
  public private(set) var isLastSegmentClosed = false
  /// Whether a key vouches for every segment.
  public private(set) var isAuthenticated = true
  /// Records that can be read.
  public private(set) var records: UInt64 = 0
  /// Sequence of the first record, 0 if there is none.
  public private(set) var firstSequence: UInt64 = 0
  /// Sequence of the last record, 0 if there is none.
  public private(set) var lastSequence: UInt64 = 0
  /// Boot records.
  public private(set) var boots: UInt64 = 0
  /// Sessions in their order.
  public private(set) var sessions: [LoggedSession] = []
  /// The session that the last record belongs to, if its settings can be read.
  public var currentSession: LoggedSession? { isSessionReadable ? sessions.last : nil }
  private var sessionRecords = 0
  private var isSessionReadable = false
  /// Findings.
  public private(set) var findings: UInt64 = 0

  /// Creates a summary of nothing.
  public init() {}

  /// Whether nothing is wrong that can be found without keys.
  public var isIntact: Bool { findings == 0 && segments > 0 }

  /// One of the sessions.
  ///
  /// - Parameters:
  ///   - number: Its number from 1, or nil for the only one.
  ///   - path: The log's path, for the error.
  /// - Returns: The session.
  /// - Throws: `LogReadError` if there is none, or several and none was chosen.
  public func session(_ number: Int?, path: String) throws(LogReadError) -> LoggedSession {
    let found = number == nil && sessions.count == 1 ? sessions.first : sessions.first { $0.number == number }
    guard let found else {
      let numbers = sessions.map { "\($0.number)" }.joined(separator: ", ")
      throw LogReadError(
        path: path, found: sessions.isEmpty ? "no session" : "sessions \(numbers)",
        expected: number.map { "a session \($0)" } ?? "one session, or the choice of one")
    }
    return found
  }

  /// Takes what a reader came upon.
  public mutating func take(_ item: LogItem) {
    switch item {
    case .segment(let header):
      segments += 1
      segmentRange = SegmentRange(first: segmentRange.isEmpty ? header.number : segmentRange.first, last: header.number)
      isLastSegmentClosed = false
      isAuthenticated = isAuthenticated && header.isAuthenticated
    case .record(let record): take(record)
    case .finding: findings += 1
    }
  }

  private mutating func take(_ record: LogRecord) {
    records += 1
    if firstSequence == 0 { firstSequence = record.envelope.sequence }
    lastSequence = record.envelope.sequence
    switch record.kind {
    case .boot: boots += 1
    case .closing: isLastSegmentClosed = true
    case .session:
      let settings = try? record.decoded(as: SessionBody.self)
      sessionRecords += 1
      isSessionReadable = settings != nil
      guard let settings else { return }
      sessions.append(LoggedSession(number: sessionRecords, settings: settings, stamps: record.envelope.stamps))
    default:
      if isSessionReadable { sessions[sessions.count - 1].take(record) }
    }
  }

  /// What cannot be found without keys, in the words the tool says it with.
  public static let limits = """
    The log is not authenticated (no key): whoever can write it can also make its checks and digests fit. Not shown \
    without keys: newest records or segments that were taken away together, the whole log set back to an older copy, \
    and contents written anew by someone who recomputed everything.
    """
}
