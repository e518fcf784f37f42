import Alarms
import Vocabulary

/// A person in bed for days, hop by hop: the alarm rule and the person's level together, as the runtime joins them,
/// with the shipped detector's `balanced` numbers.
struct Bed: ~Copyable {
  static let threshold: Int32 = -1457
  /// What is usual for people: evidence that lies as far below the threshold as the shipped detector's.
  static let usual: Int32 = -21_000
  /// How far the evidence of a hop strays from its mean, each way.
  static let spread: Int32 = 8000
  static let policy = AlarmPolicy(
    firingHops: 8, raiseCount: 2, clearCount: 1, holdHops: 10, quorumPermille: 500, technicalRaiseHops: 10,
    technicalClearHops: 10)

  private(set) var level = PersonalLevel(scale: EvidenceScale(reference: Bed.usual, step: 512))
  private(set) var events = 0
  /// Hops with an event open.
  private(set) var openHops = 0
  private(set) var highestSteps = 0
  private(set) var lowestSteps = 0
  private var alarm = SeizureAlarm(policy: policy, thresholdPerChannel: threshold, raiseExcess: 71_498)
  private var hopIndex: UInt64 = 0
  private var noise: UInt64 = 20

  /// Passes a time.
  ///
  /// - Parameters:
  ///   - seconds: How many hops.
  ///   - evidence: The mean of a hop's evidence by the hops since the time's beginning; nil: the hop cannot be judged.
  mutating func pass(seconds: Int, _ evidence: (Int) -> Int32? = { _ in Bed.usual }) {
    for second in 0..<seconds {
      let mean = evidence(second)
      var decision = Decision(hopIndex: hopIndex, sampleIndex: hopIndex * 250 + 249, channelCount: 18)
      if let mean {
        decision.usable = ChannelMask(first: 18)
        decision.score = 18 * Int64(mean + stray())
      }
      decision.threshold = Int64(alarm.thresholdPerChannel) * Int64(decision.usable.count)
      hopIndex += 1
      if alarm.step(decision, isJudged: mean != nil).event?.phase == .raised { events += 1 }
      level.step(decision, isSound: mean != nil, isEventOpen: alarm.isOpen)
      alarm.thresholdPerChannel = level.threshold(from: Bed.threshold)
      openHops += alarm.isOpen ? 1 : 0
      highestSteps = max(highestSteps, level.steps)
      lowestSteps = min(lowestSteps, level.steps)
    }
  }

  mutating func pass(hours: Int, _ evidence: (Int) -> Int32? = { _ in Bed.usual }) {
    pass(seconds: hours * 3600, evidence)
  }

  private mutating func stray() -> Int32 {
    noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int32(noise >> 33) % (2 * Bed.spread + 1) - Bed.spread
  }
}
