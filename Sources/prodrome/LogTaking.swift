import ArgumentParser
import Forecasting
import Station

/// Whose sessions of logs are meant, and what the logs' seals are checked with; how far the logs that were read can be
/// believed.
struct LogTaking {
  /// Whose sessions are meant.
  var choice = LogChoice()
  /// What seals are checked with.
  var secret: SealSecret?
  /// The worst of the logs that were read; nil where none was.
  private(set) var standing: LogStanding?

  /// Takes a log.
  ///
  /// - Parameter path: Its folder.
  /// - Returns: The log.
  /// - Throws: Why it cannot be read, or that it cannot be told whose sessions are meant.
  mutating func log(_ path: String) throws -> HistoryLog {
    let log = try HistoryLog(path, choice: choice, secret: secret)
    standing = standing.map { max($0, log.standing) } ?? log.standing
    return log
  }

  /// Refuses options that go with logs where none was read.
  func checkUse() throws {
    guard standing == nil, !choice.pseudonyms.isEmpty || choice.takesUnadmitted || secret != nil else { return }
    throw ValidationError("found no log, expected one with --person, --unadmitted and --seal-key")
  }
}
