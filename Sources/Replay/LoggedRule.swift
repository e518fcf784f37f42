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
  /// Evidence of one step of the person's level, as the board that recorded the session counted it.
  private let recordedStep: Int64
  private var rule: SeizureAlarm
  private var hops: [(seconds: Double, state: Verdict.State)] = []
  private var events: [LoggedEvent] = []

  /// Creates the rule as it is when nothing has happened.
  ///
  /// - Parameters:
  ///   - bundle: Whose rule it is.
  ///   - recording: The bundle that the board ran, whose level of the person the decisions carry.
  ///   - settings: The session's.
  init(_ bundle: DetectorBundle, recorded recording: DetectorBundle, in settings: SessionBody) {
    policy = bundle.policy
    threshold = bundle.thresholdPerChannel
    level = bundle.settings.level
    recordedStep = Int64(max(1, recording.settings.level.scale.step))
    self.settings = settings
    rule = SeizureAlarm(
      policy: policy, thresholdPerChannel: threshold, raiseExcess: bundle.settings.raiseExcess,
      ranksChannels: bundle.model.montage == nil)
  }

  /// Takes a hop.
  ///
  /// - Parameter decision: The hop, with the threshold that was in force on the board.
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

  /// What the rule has said of all hops.
  var played: PlayedRecording {
    let end = hops.last?.seconds ?? 0
    return PlayedRecording(
      hops: hops, alarms: events.map { $0.onsetSeconds...max($0.onsetSeconds, $0.endSeconds ?? end) })
  }

  /// The bundle's own threshold, moved for the person by as many steps as the board had moved its own.
  private func thresholdInForce(_ recorded: Decision) -> Int32 {
    let count = Int64(recorded.usable.count)
    guard level.isLearning, count > 0 else { return level.threshold(from: threshold) }
    let moved = recorded.threshold / count - settings.thresholdPerChannel
    return Int32(clamping: Int64(threshold) + moved / recordedStep * Int64(level.scale.step))
  }
}
