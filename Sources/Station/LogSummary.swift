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
  /// Whether every segment says that it is sealed.
  public private(set) var isSealed = true
  /// Whether the seals were checked with the station's secret.
  public let isKeyed: Bool
  /// The newest seal that the secret vouches for, and its epoch; nil if there is none.
  public private(set) var newestSeal: (record: RecordEnvelope, epoch: UInt32)?
  /// Records that the secret vouches for.
  public private(set) var authenticated: UInt64 = 0
  /// Records behind the newest seal.
  public private(set) var unsealed: UInt64 = 0
  private var latestStamps = RecordStamps(monotonicNanoseconds: 0)
  /// Records that can be read.
  public private(set) var records: UInt64 = 0
  /// Records whose body a newer version of this program wrote: they are kept and count as intact, but are not read.
  public private(set) var recordsOfNewerVersion: UInt64 = 0
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
  /// Decisions of sessions whose settings cannot be read: nothing else is known of them.
  public private(set) var unplacedDecisions: UInt64 = 0
  private var sessionRecords = 0
  private var isSessionReadable = false
  /// What was erased from the log, in the order in which it was.
  public private(set) var erasures: [LogErasure] = []
  /// Findings.
  public private(set) var findings: UInt64 = 0

  /// Creates a summary of nothing.
  ///
  /// - Parameter isKeyed: Whether the seals are checked with the station's secret.
  public init(isKeyed: Bool = false) {
    self.isKeyed = isKeyed
  }

  /// Whether the log has its first segment. Nothing in one without it tells whether what came before was dropped, to
  /// keep no more segments than it may have, or was taken away: whoever has the key of a later epoch can seal a log
  /// that begins there.
  public var hasBeginning: Bool { segments == 0 || segmentRange.first == 1 }

  /// Whether nothing is wrong that can be found; without the secret, whoever can write the log can make it so.
  public var isIntact: Bool { findings == 0 && segments > 0 }

  /// How long records may wait for their seal: twelve of the longest time between flushes that is usual.
  private static let longestWaitNanoseconds: UInt64 = 120_000_000_000

  /// Whether the secret vouches for every record, but for the newest, whose seal comes with the next flush.
  public var isAuthenticated: Bool {
    guard isIntact, isKeyed, isSealed, let newestSeal else { return false }
    return latestStamps.leastNanoseconds(since: newestSeal.record.stamps) <= Self.longestWaitNanoseconds
  }

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
      isSealed = isSealed && header.isSealed
    case .record(let record):
      unsealed += 1
      latestStamps = record.envelope.stamps
      take(record)
    case .sealed(let record, let epoch):
      newestSeal = (record, epoch)
      authenticated += unsealed
      unsealed = 0
    case .erasure(let erasure): erasures.append(erasure)
    case .erased(let stretch):
      sessionRecords += stretch.sessions
      if stretch.sessions > 0 { isSessionReadable = false }
    case .finding: findings += 1
    }
  }

  private mutating func take(_ record: LogRecord) {
    records += 1
    if record.isOfNewerVersion { recordsOfNewerVersion += 1 }
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
      sessions.append(
        LoggedSession(
          number: sessionRecords, settings: settings, stamps: record.envelope.stamps, after: sessions.last))
    default:
      guard isSessionReadable else {
        if record.kind == .decision { unplacedDecisions += 1 }
        return
      }
      sessions[sessions.count - 1].take(record)
    }
  }

  /// What was not found out, in the words the tool says it with; nil if all that the log can tell is told.
  public var limits: String? {
    guard !isAuthenticated else { return nil }
    return reasonNotAuthenticated + " " + Self.limits
  }

  private var reasonNotAuthenticated: String {
    guard segments > 0 else {
      return findings == 0 ? "The log is empty." : "Not authenticated: no segment's header can be read."
    }
    guard isSealed else { return "Not authenticated: the log is not sealed." }
    guard isKeyed else { return "Not authenticated: the log's seals were not checked (no --seal-key)." }
    guard newestSeal != nil else { return "Not authenticated: no seal was made with this secret." }
    guard isIntact else { return "Not authenticated: see the findings." }
    return "Not authenticated: the newest \(unsealed) records have waited for their seal longer than they should."
  }

  /// What cannot be found without the secret.
  public static let limits = """
    Whoever can write such a log can also make its checks and digests fit. Not shown: newest records or segments that \
    were taken away together, the whole log set back to an older copy, and contents written anew by someone who \
    recomputed everything.
    """
}
