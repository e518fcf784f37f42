import Configuration
import EventLog
import Station
import Vocabulary

/// Plays a log's records through two bundles, session after session.
final class LogPlaying {
  /// What was played, in the log's order.
  private(set) var parts: [LogComparison.Part] = []
  /// What was not.
  private(set) var omissions: [LogComparison.Omission] = []

  private let old: DetectorBundle
  private let new: DetectorBundle
  private let models: (old: LoggedModel, new: LoggedModel)
  private let hasOneModel: Bool
  /// Whether the board ran the old bundle when it wrote the newest records.
  private var isOld = false
  /// The session whose hops are being played.
  private var playing: (session: Int, old: LoggedRule, new: LoggedRule)?
  /// Sessions whose recorded evidence is not what the new bundle would have found.
  private var others: Set<Int> = []
  /// Those of them with a seizure alarm.
  private var withAlarms: Set<Int> = []
  private var episodes: EpisodeReader

  /// Begins.
  ///
  /// - Parameters:
  ///   - old: The bundle from before.
  ///   - new: The new one.
  ///   - history: What the log's first reading found.
  /// - Throws: What is wrong with a model.
  init(old: DetectorBundle, new: DetectorBundle, _ history: MonitoringHistory) throws {
    (self.old, self.new) = (old, new)
    models = (try LoggedModel(old), try LoggedModel(new))
    hasOneModel = old.section == new.section
    episodes = EpisodeReader(history)
  }

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The session it belongs to; nil before the first.
  func take(_ record: LogRecord, _ session: LoggedSession?) {
    if record.kind == .boot {
      endSession()
      isOld = (try? record.decoded(as: BootBody.self))?.bundle == old.file.image.digest
    }
    guard let session else { return }
    if hasOneModel && isOld {
      if record.kind == .decision, let decision = try? record.decoded(as: Decision.self) { play(decision, session) }
    } else {
      others.insert(session.number)
      if let episode = episodes.take(record, session) { play(episode) }
    }
  }

  /// Ends the playing.
  func finish() {
    endSession()
    if let episode = episodes.finish() { play(episode) }
    let quiet = others.subtracting(withAlarms).sorted()
    guard let first = quiet.first else { return }
    let why = hasOneModel ? "another bundle than the old one was run" : "the models differ"
    omissions.append(
      LogComparison.Omission(
        name: quiet.count == 1 ? "session \(first)" : "\(quiet.count) sessions",
        reason: "\(why), and there is no seizure alarm whose EEG could be played"))
  }

  private func play(_ decision: Decision, _ session: LoggedSession) {
    if playing?.session != session.number {
      endSession()
      playing = (
        session.number, LoggedRule(old, recorded: old, in: session.settings),
        LoggedRule(new, recorded: old, in: session.settings)
      )
    }
    playing?.old.take(decision)
    playing?.new.take(decision)
  }

  private func endSession() {
    guard let ending = playing else { return }
    playing = nil
    parts.append(
      LogComparison.Part(
        name: "session \(ending.session)",
        comparison: ReplayComparison(old: ending.old.played, new: ending.new.played)))
  }

  /// Plays the EEG around an alarm through both models.
  private func play(_ episode: SeizureEpisode) {
    let name = "session \(episode.session), seizure alarm \(episode.number)"
    withAlarms.insert(episode.session)
    guard !episode.clips.isEmpty else {
      let reason = episode.sealedClips > 0 ? "its EEG is sealed, and --clip-key does not open it" : "it has no EEG"
      return omissions.append(LogComparison.Omission(name: name, reason: reason))
    }
    if let reason = models.old.refusal(of: episode.settings) ?? models.new.refusal(of: episode.settings) {
      return omissions.append(LogComparison.Omission(name: name, reason: reason))
    }
    let eeg = EpisodeEEG(episode)
    let rules = (
      old: LoggedRule(old, recorded: old, in: episode.settings),
      new: LoggedRule(new, recorded: old, in: episode.settings)
    )
    for recorded in episode.decisions {
      // Windows of two lengths: what one of them lacks is held against neither.
      guard let before = models.old.decision(recorded, eeg, episode.settings),
        let after = models.new.decision(recorded, eeg, episode.settings)
      else { continue }
      rules.old.take(before)
      rules.new.take(after)
    }
    parts.append(
      LogComparison.Part(name: name, comparison: ReplayComparison(old: rules.old.played, new: rules.new.played)))
  }
}
