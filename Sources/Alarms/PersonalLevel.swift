import Vocabulary

/// Where the evidence of one person lies while nothing happens, and how far the threshold moves for it.
///
/// Another amplifier, and another person, shift the evidence as a whole: seizures stand out from the rest as before,
/// but not above a fixed threshold. So the threshold follows the person, in whole steps, at most `mostSteps` each way.
/// Nobody says what is a seizure and what is not; what must never happen is that seizures missed today raise the
/// threshold for those of tomorrow:
///
/// - **What counts.** A hop counts if it could be judged, no event was open, nothing was wrong, and so it was for
///   `marginHops` before and after it. Of each `blockHops` such hops, a quarter of an hour, only the median counts, so
///   that bursts do not. The last `dayBlocks` medians, a day, are held.
/// - **Lowering is easy.** While more than half of the day lies below the level, it goes down by a step a hop. The
///   threshold goes down half as much again: what makes all evidence smaller takes most from that of seizures.
/// - **Raising is slow.** After `blocksBeforeRaising`, and only while three quarters of the day lie above it, it goes
///   up by one step a block: what lasts less than three times as long as all that was learned before never raises it.
/// - **An event freezes it**, unless events have been open for `lastingHops`, 18 hours, longer than they were closed:
///   then what is usual for the person lies above the threshold, the alarm tells nothing any more, and only patience
///   can tell it from a seizure.
///
/// All of it in whole numbers and constant memory, without a division: the same on every processor.
public struct PersonalLevel: Sendable {
  /// The most steps that the threshold moves, each way.
  public static let mostSteps = 40
  /// Hops of a block.
  public static let blockHops = 900
  /// Blocks that are held.
  public static let dayBlocks = 96
  /// Hops before and after whatever is not calm that do not count.
  public static let marginHops = 60
  /// Hops for which events must have been open, less those without one, before they no longer freeze the level.
  public static let lastingHops = 64_800
  /// Blocks that must be held before the threshold is ever raised.
  public static let blocksBeforeRaising = 12

  /// How the model's evidence is counted.
  public let scale: EvidenceScale
  /// Where the level lies, in steps from the reference.
  public private(set) var steps: Int
  /// Whether it follows the person.
  public let isLearning: Bool
  /// Hops that it was learned from.
  public private(set) var learnedHops: UInt32
  /// Hops with an event open less those without, from 0 to a day.
  private(set) var openHops: UInt32
  private(set) var block: RunningMedian
  private(set) var day: DayOfBlocks
  private var recent: InlineArray<60, UInt8> = InlineArray(repeating: 0)
  private var recentCount = 0
  private var place = 0
  private var waiting = PersonalLevel.marginHops
  static let dayHops: UInt32 = 86_400

  /// Starts without anything learned, at the model's own threshold.
  public init(scale: EvidenceScale) {
    self.init(
      scale: scale, steps: 0, isLearning: true, learnedHops: 0, openHops: 0, block: RunningMedian(from: 64),
      day: DayOfBlocks(level: 64))
  }

  /// Moves the threshold by a number of steps, whatever comes.
  ///
  /// - Parameters:
  ///   - scale: How the model's evidence is counted.
  ///   - steps: How many; at most `mostSteps` each way count.
  public init(scale: EvidenceScale, fixedAt steps: Int) {
    self.init(
      scale: scale, steps: max(-PersonalLevel.mostSteps, min(steps, PersonalLevel.mostSteps)), isLearning: false,
      learnedHops: 0, openHops: 0, block: RunningMedian(from: 64), day: DayOfBlocks(level: 64))
  }

  /// The model's own threshold, whatever comes.
  public static var none: PersonalLevel { PersonalLevel(scale: EvidenceScale(reference: 0, step: 1), fixedAt: 0) }

  init(
    scale: EvidenceScale, steps: Int, isLearning: Bool, learnedHops: UInt32, openHops: UInt32, block: RunningMedian,
    day: DayOfBlocks
  ) {
    self.scale = scale
    self.steps = steps
    self.isLearning = isLearning
    self.learnedHops = learnedHops
    self.openHops = openHops
    self.block = block
    self.day = day
  }

  /// The threshold in force for one channel's evidence.
  ///
  /// - Parameter threshold: The model's.
  /// - Returns: The same, moved by `steps`.
  public func threshold(from threshold: Int32) -> Int32 {
    Int32(clamping: Int64(threshold) + Int64(thresholdSteps) * Int64(scale.step))
  }

  /// How far the threshold has moved, in steps.
  public var thresholdSteps: Int { isLearning ? PersonalLevel.thresholdSteps(for: steps) : steps }

  /// How far the threshold moves for a level, in steps: up by it, down by half as much again.
  ///
  /// - Parameter steps: Where the level lies, in steps from the reference.
  /// - Returns: At most `mostSteps` each way.
  public static func thresholdSteps(for steps: Int) -> Int {
    steps < 0 ? max(steps + steps / 2, -mostSteps) : min(steps, mostSteps)
  }

  /// Takes one hop.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - isSound: Whether it could be judged and nothing is wrong.
  ///   - isEventOpen: Whether a seizure event is open.
  public mutating func step(_ decision: Decision, isSound: Bool, isEventOpen: Bool) {
    guard isLearning else { return }
    openHops = isEventOpen ? min(openHops + 1, PersonalLevel.dayHops) : openHops - min(openHops, 1)
    guard isSound && (!isEventOpen || openHops >= PersonalLevel.lastingHops) else {
      recentCount = 0
      waiting = PersonalLevel.marginHops
      return
    }
    guard waiting == 0 else {
      waiting -= 1
      return
    }
    let oldest = recent[place]
    recent[place] = scale.bin(of: decision)
    place = place + 1 == PersonalLevel.marginHops ? 0 : place + 1
    if recentCount < PersonalLevel.marginHops { recentCount += 1 } else { learn(oldest) }
  }

  /// Takes a hop that counts.
  private mutating func learn(_ bin: UInt8) {
    learnedHops += learnedHops == .max ? 0 : 1
    block.append(bin)
    if Int(block.count) == PersonalLevel.blockHops {
      day.append(block.bin)
      block.removeAll()
      if day.count >= PersonalLevel.blocksBeforeRaising && steps < PersonalLevel.mostSteps && day.isMostlyAbove {
        steps += 1
        day.raise()
      }
    }
    if thresholdSteps > -PersonalLevel.mostSteps && day.isHalfBelow {
      steps -= 1
      day.lower()
    }
  }
}
