import Configuration
import EventLog
import Station
import Vocabulary

/// Plays a log's records through two bundles, session after session.
final class LogPlaying {
  /// What was played, in the log's order.
  var parts: [LogComparison.Part] { found.sorted { $0.place < $1.place }.map(\.part) }
  /// What was not, beyond what all of the log lacks.
  private(set) var omissions: [LogComparison.Omission] = []

  /// A part with its session and its alarm's number, 0 for all of a session.
  private var found: [(place: (session: Int, event: UInt32), part: LogComparison.Part)] = []
  private let old: DetectorBundle
  private let new: DetectorBundle
  private let models: (old: LoggedModel, new: LoggedModel)
  private let hasOneModel: Bool
  private let hasKey: Bool
  /// Whether the board ran the old bundle when it wrote the newest records.
  private var isOld = false
  /// Whether the program has started and its session's record is still to come.
  private var awaitsSession = false
  /// The session whose hops are being played, and the least number that its next hop can have.
  private var playing: (session: Int, old: LoggedRule, new: LoggedRule, next: UInt64)?
  /// Sessions whose recorded evidence is not what the new bundle would have found.
  private var others: Set<Int> = []
  /// Those of them with a seizure alarm.
  private var withAlarms: Set<Int> = []
  /// Hops that cannot be, or stand before others of earlier ones.
  private var strangeHops = 0
  private var episodes: EpisodeReader

  /// Begins.
  ///
  /// - Parameters:
  ///   - old: The bundle from before.
  ///   - new: The new one, with the same channels.
  ///   - history: What the log's first reading found.
  ///   - hasKey: Whether sealed clips may have been opened.
  /// - Throws: What is wrong with a model.
  init(old: DetectorBundle, new: DetectorBundle, _ history: MonitoringHistory, hasKey: Bool) throws {
    (self.old, self.new, self.hasKey) = (old, new, hasKey)
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
      awaitsSession = true
    } else if record.kind == .session {
      awaitsSession = false
    }
    guard let session, !awaitsSession else { return }
    let isOwn = isOld && session.settings.isOf(old)
    if hasOneModel && isOwn {
      if record.kind == .decision, let decision = try? record.decoded(as: Decision.self) { play(decision, session) }
    } else {
      if record.kind == .decision { others.insert(session.number) }
      if let episode = episodes.take(record, session) { play(episode, isOld: isOwn) }
    }
  }

  /// Ends the playing.
  func finish() {
    endSession()
    if let episode = episodes.finish() { play(episode, isOld: isOld && episode.settings.isOf(old)) }
    if strangeHops > 0 {
      omit("\(strangeHops) \(strangeHops == 1 ? "decision" : "decisions")", "impossible, or out of order")
    }
    let quiet = others.subtracting(withAlarms).sorted()
    guard let first = quiet.first else { return }
    let why = hasOneModel ? "another bundle than the old one was run" : "the models differ"
    omit(
      quiet.count == 1 ? "session \(first)" : "\(quiet.count) sessions",
      "\(why), and there is no seizure alarm whose EEG could be played")
  }

  private func play(_ decision: Decision, _ session: LoggedSession) {
    if playing?.session != session.number {
      endSession()
      playing = (
        session.number, LoggedRule(old, recorded: old, in: session.settings),
        LoggedRule(new, recorded: old, in: session.settings), 0
      )
    }
    guard decision.isPlausible(in: session.settings), decision.hopIndex >= playing?.next ?? 0 else {
      strangeHops += 1
      return
    }
    playing?.next = decision.hopIndex + 1
    playing?.old.take(decision)
    playing?.new.take(decision)
  }

  private func endSession() {
    guard let ending = playing else { return }
    playing = nil
    guard ending.next > 0 else { return omit("session \(ending.session)", "no decision of it can be played") }
    add(
      "session \(ending.session)", (ending.session, 0),
      ReplayComparison(old: ending.old.played, new: ending.new.played))
  }

  /// Plays the EEG around an alarm through both models.
  private func play(_ episode: SeizureEpisode, isOld: Bool) {
    let name = "session \(episode.session), seizure alarm \(episode.number)"
    withAlarms.insert(episode.session)
    guard !episode.clips.isEmpty else { return omit(name, episode.lack(hasKey: hasKey)) }
    for (which, model) in [("old", models.old), ("new", models.new)] {
      if let reason = model.refusal(of: episode.settings) { return omit(name, "the \(which) model: \(reason)") }
    }
    let (old, new, lacking) = rules(over: episode, isOld: isOld)
    let (before, after) = (old.played, new.played)
    guard !before.hops.isEmpty else { return omit(name, "no window of its EEG is whole") }
    guard old.hasRaised || new.hasRaised && !isOld else {
      return omit(name, "the old bundle does not raise it again: what the log holds of the EEG before it is too short")
    }
    if lacking > 0 { omit("\(name), \(lacking) of its hops", "their EEG is not whole, or sealed") }
    add(name, (episode.session, episode.number), ReplayComparison(old: before, new: after))
  }

  /// Both rules after an alarm's hops, and how many lack EEG beyond the first windows, which reach before it.
  private func rules(over episode: SeizureEpisode, isOld: Bool) -> (old: LoggedRule, new: LoggedRule, lacking: Int) {
    let recording = isOld ? old : nil
    let (before, after) = (
      LoggedRule(old, recorded: recording, in: episode.settings),
      LoggedRule(new, recorded: recording, in: episode.settings)
    )
    let eeg = EpisodeEEG(episode)
    var (next, lacking): (UInt64, Int) = (0, 0)
    var hasBegun = false
    for recorded in episode.decisions {
      guard recorded.isPlausible(in: episode.settings), recorded.hopIndex >= next else {
        strangeHops += 1
        continue
      }
      next = recorded.hopIndex + 1
      // Windows of two lengths: what one of them lacks is held against neither.
      guard let earlier = models.old.decision(recorded, eeg, episode.settings),
        let later = models.new.decision(recorded, eeg, episode.settings)
      else {
        lacking += hasBegun ? 1 : 0
        continue
      }
      hasBegun = true
      before.take(earlier)
      after.take(later)
    }
    return (before, after, lacking)
  }

  private func add(_ name: String, _ place: (Int, UInt32), _ comparison: ReplayComparison) {
    found.append((place, LogComparison.Part(name: name, comparison: comparison)))
  }

  private func omit(_ name: String, _ reason: String) {
    omissions.append(LogComparison.Omission(name: name, reason: reason))
  }
}

extension SessionBody {
  /// Whether a session's record says what one of a bundle's would: its model, its thresholds and its alarm rule.
  fileprivate func isOf(_ bundle: DetectorBundle) -> Bool {
    let own = bundle.model
    return model == own.name && modelRate == own.rate && windowSamples == own.windowSamples
      && hopSamples == own.hopSamples && thresholdPerChannel == Int64(bundle.thresholdPerChannel)
      && raiseExcess == Int64(bundle.settings.raiseExcess) && firingHops == bundle.policy.firingHops
      && raiseHops == bundle.policy.raiseCount && clearHops == bundle.policy.clearCount
  }
}

extension SeizureEpisode {
  /// Why an alarm has no EEG to play.
  fileprivate func lack(hasKey: Bool) -> String {
    guard sealedClips > 0 else { return "the log holds no EEG of it" }
    return hasKey ? "its EEG is sealed to another key than --clip-key's" : "its EEG is sealed: --clip-key opens it"
  }
}
