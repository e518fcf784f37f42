import Configuration
import Station

/// What changes from one bundle to another over what a board has logged.
///
/// Where both have the same model and the board ran the old bundle, every hop of the log is played: the recorded
/// evidence is what the new bundle would have found, and its own alarm rule decides. With another model only the EEG
/// around seizure alarms can be played, through both models. Electrodes count as usable where they were at the bed:
/// filters and the rules of signal quality see the EEG before it is logged.
public struct LogComparison: Sendable {
  /// A part of the log.
  public struct Part: Sendable {
    /// Which, for people.
    public let name: String
    /// What changes there.
    public let comparison: ReplayComparison
  }

  /// A part of the log that could not be played.
  public struct Omission: Equatable, Sendable {
    /// Which, for people.
    public let name: String
    /// Why.
    public let reason: String
  }

  /// What was played, in the log's order.
  public let parts: [Part]
  /// What was not.
  public let omissions: [Omission]

  /// Whether something changes for the worse.
  public var isWorse: Bool { parts.contains { $0.comparison.isWorse } }

  /// Plays a log.
  ///
  /// - Parameters:
  ///   - log: The log; with a key its sealed clips are opened.
  ///   - old: The bundle from before.
  ///   - new: The new one.
  /// - Throws: `LogReadError` if there is no log, or what is wrong with a model.
  public init(_ log: LogFile, old: DetectorBundle, new: DetectorBundle) throws {
    let overview = try LogOverview(log)
    let playing = try LogPlaying(old: old, new: new, overview.history)
    try log.forEachRecord { playing.take($0, $1) }
    playing.finish()
    parts = playing.parts
    let findings = overview.summary.findings
    let reason = "it is not whole, \(findings) \(findings == 1 ? "finding" : "findings"): what can be read was played"
    omissions = playing.omissions + (findings > 0 ? [Omission(name: "log", reason: reason)] : [])
  }
}
