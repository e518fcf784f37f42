import Alarms
import Configuration
import EventLog
import Station
import Vocabulary

/// A bundle's alarm rule over the hops of a session that a board recorded.
final class LoggedRule {
  private let policy: AlarmPolicy
  private let threshold: Int32
  private let level: PersonalLevel
  private let settings: SessionBody
  /// Evidence of one step of the person's level as the board counted it; nil where it learned none.
  private let learnedStep: Int64?
  private var rule: SeizureAlarm
  private var hops: [(seconds: Double, state: Verdict.State)] = []
  private var events: [LoggedEvent] = []

  /// Creates the rule as it is when nothing has happened.
  ///
  /// - Parameters:
  ///   - bundle: Whose rule it is.
  ///   - recording: The bundle that the board ran; nil where that is not known. A level that it learned moves this
  ///     bundle's threshold, too.
  ///   - settings: The session's.
  init(_ bundle: DetectorBundle, recorded recording: DetectorBundle?, in settings: SessionBody) {
    policy = bundle.policy
    threshold = bundle.thresholdPerChannel
    level = bundle.settings.level
    let learned = recording.flatMap { $0.settings.level.isLearning ? $0.settings.level.scale.step : nil }
    learnedStep = learned.map { Int64(max(1, $0)) }
    self.settings = settings
    rule = SeizureAlarm(
      policy: policy, thresholdPerChannel: threshold, raiseExcess: bundle.settings.raiseExcess,
      ranksChannels: bundle.model.montage == nil)
  }

  /// Takes a hop.
  ///
  /// - Parameter decision: A plausible hop behind all before it, with the threshold that was in force on the board.
  func take(_ decision: Decision) {
    var decision = decision
    rule.thresholdPerChannel = thresholdInForce(decision)
    decision.threshold = Int64(rule.thresholdPerChannel) * Int64(decision.usable.count)
    let isJudged = decision.usable.count >= policy.quorum(of: Int(decision.channelCount))
    let (verdict, event) = rule.step(decision, isJudged: isJudged)
    decision.verdict = verdict
    hops.append((settings.seconds(through: decision.sampleIndex), PlayedRecording.state(of: decision)))
    if let event { events.take(event, in: settings) }
  }

  /// Whether it has raised an alarm.
  var hasRaised: Bool { !events.isEmpty }

  /// What the rule has said of all hops.
  var played: PlayedRecording {
    let end = hops.last?.seconds ?? 0
    return PlayedRecording(
      hops: hops, alarms: events.map { $0.onsetSeconds...max($0.onsetSeconds, $0.endSeconds ?? end) })
  }

  /// The bundle's own threshold, moved for the person by as many steps as the board had moved its own.
  private func thresholdInForce(_ recorded: Decision) -> Int32 {
    let count = Int64(recorded.usable.count)
    guard level.isLearning, let learnedStep, count > 0 else { return level.threshold(from: threshold) }
    let moved = recorded.threshold / count - settings.thresholdPerChannel
    return Int32(clamping: Int64(threshold) + moved / learnedStep * Int64(level.scale.step))
  }
}

extension Decision {
  /// Whether a hop can be one of a session: what a damaged or made-up record says may be anything.
  func isPlausible(in settings: SessionBody) -> Bool {
    let most: Int64 = 1 << 40
    return channelCount == settings.channelCount && hopIndex < most && sampleIndex < most
      && sampleIndex >= settings.firstSample && (-most...most).contains(score) && (-most...most).contains(threshold)
      && (-most...most).contains(settings.thresholdPerChannel)
      && usable.rawValue & ~ChannelMask(first: Int(channelCount)).rawValue == 0
  }
}
