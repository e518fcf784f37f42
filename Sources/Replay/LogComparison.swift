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
  ///   - isPart: Whether segments of the log are meant to be missing.
  /// - Throws: `LogReadError` if there is no log, or what is wrong with a model.
  public init(_ log: LogFile, old: DetectorBundle, new: DetectorBundle, isPart: Bool = false) throws {
    let overview = try LogOverview(log)
    if let reason = Self.otherChannels(old, new) {
      (parts, omissions) = ([], [Omission(name: "log", reason: reason)])
      return
    }
    let playing = try LogPlaying(old: old, new: new, overview.history, hasKey: log.clipKey != nil)
    try log.forEachRecord { playing.take($0, $1) }
    playing.finish()
    parts = playing.parts
    omissions = playing.omissions + Self.changesBefore(old, new) + Self.damage(overview, isPart: isPart)
  }

  /// Why nothing that was logged tells of the new bundle: it has other channels.
  private static func otherChannels(_ old: DetectorBundle, _ new: DetectorBundle) -> String? {
    let (before, after) = (names(old), names(new))
    guard before != after else { return nil }
    let (lost, gained) = (before.filter { !after.contains($0) }, after.filter { !before.contains($0) })
    let changes = [("lacks", lost), ("has in addition", gained)].filter { !$0.1.isEmpty }
      .map { "\($0) \($1.joined(separator: ", "))" }
    return "the new bundle has other channels: it "
      + (changes.isEmpty ? "has them in another order" : changes.joined(separator: " and "))
  }

  private static func names(_ bundle: DetectorBundle) -> [String] {
    (0..<Int(bundle.design.channelCount)).map { bundle.design.names[$0].text }
  }

  /// What differs between the bundles and comes before what is logged, or cannot be known from it.
  private static func changesBefore(_ old: DetectorBundle, _ new: DetectorBundle) -> [Omission] {
    var omissions: [Omission] = []
    if old.file.section(.signalDesign) != new.file.section(.signalDesign) {
      omissions.append(
        Omission(
          name: "gains, filters and rules of signal quality",
          reason: "they differ, and come before what is logged: prodrome compare plays them with recordings"))
    }
    let (before, after) = (old.settings.level, new.settings.level)
    if after.isLearning && !before.isLearning {
      let reason = "the new bundle learns it and the old one did not: the model's own threshold was played"
      omissions.append(Omission(name: "the person's own level", reason: reason))
    } else if after.isLearning && old.file.section(.alarmPolicy) != new.file.section(.alarmPolicy)
      || after.isLearning && old.thresholdPerChannel != new.thresholdPerChannel
    {
      let reason = "it is taken as the board learned it under the old bundle"
      omissions.append(Omission(name: "the person's own level", reason: reason))
    }
    return omissions
  }

  private static func damage(_ overview: LogOverview, isPart: Bool) -> [Omission] {
    let meant = overview.findings.count {
      switch $0.problem {
      case .segmentsMissing, .beginningMissing: isPart
      default: false
      }
    }
    let count = Int(clamping: overview.summary.findings) - meant
    guard count > 0 else { return [] }
    return [
      Omission(name: "\(count) damaged \(count == 1 ? "place" : "places") of the log", reason: "unreadable")
    ]
  }
}
