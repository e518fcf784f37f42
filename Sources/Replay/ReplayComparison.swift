import Station
import Vocabulary

/// What changes from one bundle to another over the same recording.
public struct ReplayComparison: Sendable {
  /// A stretch in which the two do not say the same.
  public struct Change: Equatable, Sendable {
    /// What changes.
    public enum What: String, Sendable {
      /// Decisions.
      case decisions
      /// A seizure alarm that only one of them raises.
      case alarm
    }

    /// What changes.
    public var what: What
    /// From the first to the last hop, or the alarm's rise to its fall.
    public var seconds: ClosedRange<Double>
    /// What the old bundle says, and the new one.
    public var old: String
    public var new: String
  }

  /// Everything that changes, by time.
  public let changes: [Change]
  /// Hops of the recording.
  public let hops: Int
  /// Hops at which the two say something else.
  public let changedHops: Int
  /// Hops that the old bundle judged and the new one does not.
  public let lostHops: Int
  /// Seizure alarms of both.
  public let alarms: (old: Int, new: Int)
  /// Seizure alarms of the old bundle during which the new one raises none.
  public let lostAlarms: Int

  /// Whether something changes for the worse.
  public var isWorse: Bool { lostAlarms > 0 || lostHops > 0 }

  /// Compares.
  ///
  /// - Parameters:
  ///   - old: The recording under the old bundle.
  ///   - new: The same under the new one.
  public init(old: PlayedRecording, new: PlayedRecording) {
    let pairs = Self.pairs(old, new)
    hops = pairs.count
    changedHops = pairs.count { $0.old != $0.new }
    lostHops = pairs.count { Self.isJudged($0.old) && !Self.isJudged($0.new) }
    let lost = Self.alone(old.alarms, beside: new.alarms)
    let gained = Self.alone(new.alarms, beside: old.alarms)
    lostAlarms = lost.count
    alarms = (old.alarms.count, new.alarms.count)
    let all =
      Self.stretches(pairs) + lost.map { Change(what: .alarm, seconds: $0, old: "seizure", new: "none") }
      + gained.map { Change(what: .alarm, seconds: $0, old: "none", new: "seizure") }
    changes = all.sorted { $0.seconds.lowerBound < $1.seconds.lowerBound }
  }

  private typealias Pair = (seconds: Double, old: Verdict.State?, new: Verdict.State?)

  /// The hops of both by time: two models may decide at other times.
  private static func pairs(_ old: PlayedRecording, _ new: PlayedRecording) -> [Pair] {
    var pairs: [Pair] = []
    var (left, right) = (old.hops[...], new.hops[...])
    while let seconds = [left.first?.seconds, right.first?.seconds].compactMap({ $0 }).min() {
      // Half a hop of the fastest detector that there is.
      let isLeft = left.first.map { $0.seconds < seconds + 0.1 } ?? false
      let isRight = right.first.map { $0.seconds < seconds + 0.1 } ?? false
      pairs.append((seconds, isLeft ? left.removeFirst().state : nil, isRight ? right.removeFirst().state : nil))
    }
    return pairs
  }

  private static func isJudged(_ state: Verdict.State?) -> Bool { state != nil && state != .unknown }

  private static func stretches(_ pairs: [Pair]) -> [Change] {
    var changes: [Change] = []
    var isOpen = false
    for pair in pairs {
      let (old, new) = (pair.old?.word ?? "none", pair.new?.word ?? "none")
      guard old != new else {
        isOpen = false
        continue
      }
      if isOpen, let last = changes.last, last.old == old, last.new == new {
        changes[changes.count - 1].seconds = last.seconds.lowerBound...pair.seconds
      } else {
        changes.append(Change(what: .decisions, seconds: pair.seconds...pair.seconds, old: old, new: new))
      }
      isOpen = true
    }
    return changes
  }

  private static func alone(
    _ alarms: [ClosedRange<Double>], beside others: [ClosedRange<Double>]
  ) -> [ClosedRange<Double>] {
    alarms.filter { alarm in !others.contains { $0.overlaps(alarm) } }
  }
}
