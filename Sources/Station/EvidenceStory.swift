import EventLog
import Vocabulary

/// The decisions of the last hops, from which the evidence that a seizure alarm rises with follows.
struct EvidenceStory {
  private struct Hop {
    var isAbove = false
    var isOpen = false
    var channelCount = 0
    var excess = PerChannel<Int64>(repeating: 0)
  }

  private static let mostHops = 32
  /// The last hops, each in the place of the one so many before it.
  private var hops = Array(repeating: Hop(), count: mostHops)
  /// How many there were.
  private var count = 0
  private var verdict = Verdict()

  /// Takes a decision.
  ///
  /// - Parameters:
  ///   - decision: The decision.
  ///   - lostHops: Hops before it that have none.
  mutating func take(_ decision: Decision, lostHops: UInt64) {
    for _ in 0..<min(lostHops, UInt64(Self.mostHops)) {
      hops[count % Self.mostHops] = Hop()
      count += 1
    }
    Self.fill(&hops[count % Self.mostHops], with: decision)
    count += 1
    verdict = decision.verdict
  }

  private static func fill(_ hop: inout Hop, with decision: Decision) {
    let usable = Int64(decision.usable.count)
    let perChannel = usable > 0 ? decision.threshold / usable : 0
    hop.isAbove = decision.isAboveThreshold && decision.verdict.state != .unknown
    hop.isOpen = decision.verdict.state == .seizure
    hop.channelCount = Int(decision.channelCount)
    for channel in 0..<hop.channelCount {
      hop.excess[channel] = decision.usable[channel] ? Int64(decision.evidence[channel]) &- perChannel : 0
    }
  }

  /// Whether a seizure alarm that rises with the newest decision bears the evidence that its decisions have. Where they
  /// do not tell which of them counted, as shortly after another event, it cannot be said, and nothing is.
  func fits(_ alarm: AlarmEvent) -> Bool {
    let length = min(count, Self.mostHops, Int(verdict.firingHops))
    let window = (count - length..<count).map { hops[$0 % Self.mostHops] }
    let above = window.filter(\.isAbove)
    guard alarm.phase == .raised, window.dropLast().allSatisfy({ !$0.isOpen }), above.count == Int(verdict.firing)
    else { return true }
    return isRanked(alarm)
      && (0..<Int(alarm.rankedCount)).allSatisfy { rank in
        let channel = Int(alarm.ranked[rank])
        let total = above.reduce(Int64(0)) { $0 &+ (channel < $1.channelCount ? $1.excess[channel] : 0) }
        return total == alarm.excess[channel]
      }
  }

  /// Whether the channels stand in the order of their excess, and each has its share of all that is positive.
  private func isRanked(_ alarm: AlarmEvent) -> Bool {
    let excess = (0..<Int(alarm.rankedCount)).map { alarm.excess[Int(alarm.ranked[$0])] }
    guard zip(excess, excess.dropFirst()).allSatisfy({ $0 >= $1 }) else { return false }
    let positive = excess.reduce(Int64(0)) { $0 &+ max(0, $1) }
    return excess.indices.allSatisfy { rank in
      let share = Int64(alarm.sharePermille[Int(alarm.ranked[rank])])
      guard excess[rank] > 0, positive > 0 else { return share == 0 }
      let (scaled, isTooLarge) = excess[rank].multipliedReportingOverflow(by: 1000)
      return isTooLarge || share == scaled / positive
    }
  }
}
