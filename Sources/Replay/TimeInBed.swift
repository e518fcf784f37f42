import Alarms
import Evaluation
import Runtime
import Vocabulary

/// A person's time in bed before a recording: what the runtime made of their other recordings, hop by hop.
///
/// Recordings of seizures are no nights. So after each recording come as many of the person's hops outside seizures,
/// over and over, as make seizures at most `ictalShare` of the time. The annotations decide only that; the rule that
/// learns never sees them.
struct TimeInBed {
  /// Of the time at most this part lies in a seizure.
  static let ictalShare = 0.02

  /// The hops, in order.
  let hops: [HeardHop]
  /// Part of them that lies in seizures.
  let ictalShare: Double
  /// The judged hops that lie outside seizures, each once.
  let calm: [HeardHop]

  /// Lines up recordings until the time is full; nil if nothing of them could be judged outside seizures.
  ///
  /// - Parameters:
  ///   - recordings: In order; played from the first again when they end.
  ///   - count: How many hops.
  init?(_ recordings: [HeardRecording<HeardHops>], count: Int) {
    calm = recordings.flatMap { $0.heard.outside($0.seizures) }
    guard !calm.isEmpty && count > 0 else { return nil }
    var (hops, ictal, place) = ([HeardHop](), 0, 0)
    hops.reserveCapacity(count)
    while hops.count < count {
      for one in recordings {
        let own = one.heard.ictalCount(one.seizures)
        let needed = max(0, Int((Double(own) / Self.ictalShare).rounded(.up)) - one.heard.hops.count)
        hops += one.heard.hops
        ictal += own
        for offset in 0..<needed { hops.append(calm[(place + offset) % calm.count]) }
        place += needed
      }
    }
    // The last round's seizures count although some lie behind the end: the part is never told too small.
    ictalShare = Double(ictal) / Double(hops.count)
    self.hops = Array(hops.prefix(count))
  }

  /// What the board's level is after this time: the device's alarm rule and level, fed as `Runtime` feeds them.
  ///
  /// - Parameter settings: The runtime's.
  /// - Returns: The level.
  func learned(_ settings: RuntimeSettings) -> PersonalLevel {
    var level = settings.level
    var alarm = SeizureAlarm(
      policy: settings.policy, thresholdPerChannel: level.threshold(from: settings.thresholdPerChannel),
      raiseExcess: settings.raiseExcess)
    for (index, hop) in hops.enumerated() {
      let decision = hop.decision(index, thresholdPerChannel: alarm.thresholdPerChannel)
      _ = alarm.step(decision, isJudged: hop.isJudged)
      level.step(decision, isSound: hop.isJudged && !hop.isTechnical, isEventOpen: alarm.isOpen)
      alarm.thresholdPerChannel = level.threshold(from: settings.thresholdPerChannel)
    }
    return level
  }

  /// The level of somebody who knows what lies outside seizures: the median of those hops.
  ///
  /// - Parameter scale: How the model's evidence is counted.
  /// - Returns: A level that stays.
  func labelled(_ scale: EvidenceScale) -> PersonalLevel {
    let sorted = calm.compactMap(\.meanEvidence).sorted()
    let steps = ((sorted[sorted.count / 2] - Double(scale.reference)) / Double(scale.step)).rounded(.down)
    let bounded = Int(max(-64, min(steps, 63)))
    return PersonalLevel(scale: scale, fixedAt: PersonalLevel.thresholdSteps(for: bounded))
  }
}
