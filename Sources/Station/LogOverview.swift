import EventLog

/// What the first reading of a log finds: everything is checked once, and added up.
public struct LogOverview: Sendable {
  /// So many findings are kept; all are counted.
  public static let mostFindings = 50

  /// What the log holds.
  public private(set) var summary = LogSummary()
  /// The first things that are wrong with it.
  public private(set) var findings: [LogFinding] = []
  /// What it says of the watching itself.
  public private(set) var history = MonitoringHistory()
  /// Where its records lie.
  public private(set) var map = RecordMap()

  /// Reads a log.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - others: Take each record in passing, with the session that it belongs to.
  /// - Throws: `LogReadError` if there is none.
  public init(_ log: LogFile, others: (LogRecord, LoggedSession) -> Void = { _, _ in }) throws {
    try log.forEach { take($0, others) }
  }

  private mutating func take(_ item: LogItem, _ others: (LogRecord, LoggedSession) -> Void) {
    summary.take(item)
    switch item {
    case .segment, .sealed, .erasure, .erased: break
    case .record(let record):
      let session = summary.currentSession
      history.take(record, session)
      map.take(record, session?.number, session?.events ?? [])
      if let session { others(record, session) }
    case .finding(let finding):
      if findings.count < Self.mostFindings { findings.append(finding) }
    }
  }

  /// A seizure alarm with everything around it, read again.
  ///
  /// - Parameters:
  ///   - extent: Where it lies.
  ///   - log: The log.
  /// - Returns: The alarm.
  /// - Throws: `LogReadError` if the log is no longer what it was.
  public func episode(_ extent: RecordMap.Extent, in log: LogFile) throws -> SeizureEpisode? {
    let session = summary.sessions.first { $0.number == extent.session }
    let lost = session?.seizures.first { $0.number == extent.event && $0.isRiseLost }
    var reader = EpisodeReader(history, lost)
    var found: SeizureEpisode?
    try log.forEachRecord(in: map.stretches(of: extent)) { record in
      if let episode = reader.take(record, session), episode.number == extent.event { found = found ?? episode }
    }
    var episode = found ?? reader.finish()
    // The record of a fall may be lost, too.
    let event = session?.seizures.first { $0.number == extent.event }
    if episode?.clearedSeconds == nil { episode?.clearedSeconds = event?.endSeconds }
    return episode
  }
}
