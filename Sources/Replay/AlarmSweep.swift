import Alarms
import Configuration
import Evaluation
import Vocabulary

/// The device's own alarm rule at other settings, fed with the decisions of one pass.
struct AlarmSweep: ~Copyable {
  /// One setting's rule and what it led to.
  private final class Run {
    let setting: AlarmSetting
    private var rule: SeizureAlarm
    private var edges: [AlarmEvent] = []

    init(_ setting: AlarmSetting, policy: AlarmPolicy) {
      self.setting = setting
      rule = SeizureAlarm(
        policy: policy, thresholdPerChannel: Int32(clamping: setting.threshold),
        raiseExcess: Int32(clamping: setting.accumulatedExcess))
    }

    func take(_ decision: Decision, isJudged: Bool) {
      var decision = decision
      decision.threshold = Int64(setting.threshold) * Int64(decision.usable.count)
      if let edge = rule.step(decision, isJudged: isJudged).event { edges.append(edge) }
    }

    func outcome(in session: ReplaySession) -> AlternativeOutcome {
      AlternativeOutcome(
        setting, events: SeizureEvents(edges).intervals(in: session).map(\.interval),
        alarmSeconds: edges.filter { $0.phase == .raised }.map { session.seconds($0.sampleIndex) })
    }
  }

  private let policy: AlarmPolicy
  private let runs: [Run]

  /// Creates rules for all settings of a bundle.
  init(_ bundle: DetectorBundle) {
    policy = bundle.policy
    runs = AlarmSweep.settings(of: bundle).map { Run($0, policy: bundle.policy) }
  }

  /// Takes one hop's decision.
  func take(_ decision: Decision) {
    let isJudged = decision.usable.count >= policy.quorum(of: Int(decision.channelCount))
    for run in runs { run.take(decision, isJudged: isJudged) }
  }

  /// What each setting led to.
  func outcomes(in session: ReplaySession) -> [AlternativeOutcome] { runs.map { $0.outcome(in: session) } }

  /// Steps each way, in eighths of what the operating points' thresholds span.
  private static let steps = -16...24

  /// The model's operating points by name, then thresholds in even steps through the site's own, whose accumulated
  /// excess they keep.
  static func settings(of bundle: DetectorBundle) -> [AlarmSetting] {
    let points = [OperatingPoint.sensitive, .balanced, .quiet]
    let thresholds = points.map { Int(bundle.model.threshold(at: $0)) }
    let named = points.map {
      AlarmSetting(
        threshold: Int(bundle.model.threshold(at: $0)), accumulatedExcess: Int(bundle.model.raiseExcess(at: $0)),
        name: $0.name.text)
    }
    let own = Int(bundle.thresholdPerChannel)
    let excess = Int(bundle.settings.raiseExcess)
    let span = max((thresholds.max() ?? own) - (thresholds.min() ?? own), excess / 8, 8)
    return named + steps.map { AlarmSetting(threshold: own + $0 * span / 8, accumulatedExcess: excess) }
  }
}
