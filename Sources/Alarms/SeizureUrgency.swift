import Vocabulary

/// Follows an open seizure event for what makes it more urgent: it goes on for five minutes, another seizure begins
/// within it, or muscle activity follows the evidence.
///
/// Each is said once, but for other seizures. Five minutes are when a tonic-clonic seizure is treated as status
/// epilepticus (Trinka and others, Epilepsia 2015). Muscle that was there when the event opened may have opened it and
/// says nothing.
public struct SeizureUrgency: Equatable, Sendable {
  /// Hops after which a seizure lasts: five minutes with the default detector.
  public static let lastingHops: UInt64 = 300
  /// Hops in a row of muscle activity on half of the montage that say that it follows.
  static let muscleHops: UInt8 = 3

  /// How often the open event became more urgent; 0 with none open.
  public private(set) var count: UInt32 = 0
  /// Whether its lines take the pattern of greatest urgency.
  public private(set) var isGreatest = false
  private var openedAt: UInt64 = 0
  private var isLasting = false
  private var isConvulsive = false
  private var hadMuscle = false
  private var muscle: UInt8 = 0

  /// No event.
  public init() {}

  /// An event opens with a hop.
  mutating func open(_ decision: Decision) {
    self = SeizureUrgency()
    openedAt = decision.hopIndex
    hadMuscle = Self.isMuscle(decision)
  }

  /// Takes a hop of the open event.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - isAnother: Whether another seizure begins with it.
  /// - Returns: What makes the event more urgent now, the gravest first; nil for nothing.
  mutating func step(_ decision: Decision, isAnother: Bool) -> ReasonCode? {
    let isMuscle = Self.isMuscle(decision)
    if !isMuscle { hadMuscle = false }
    muscle = isMuscle && !hadMuscle ? min(muscle + 1, Self.muscleHops) : 0
    if !isLasting && decision.hopIndex - openedAt >= Self.lastingHops {
      (isLasting, isGreatest) = (true, true)
      return grow(.lasting)
    }
    if !isConvulsive && muscle == Self.muscleHops {
      (isConvulsive, isGreatest) = (true, true)
      return grow(.convulsive)
    }
    return isAnother ? grow(.another) : nil
  }

  private mutating func grow(_ reason: ReasonCode) -> ReasonCode {
    count += 1
    return reason
  }

  /// Whether half of the montage has muscle activity.
  private static func isMuscle(_ decision: Decision) -> Bool {
    var count = 0
    for channel in 0..<Int(decision.channelCount) where decision.quality[channel].contains(.muscle) { count += 1 }
    return decision.channelCount > 0 && 2 * count >= Int(decision.channelCount)
  }
}
