import Simulation
import Supervisor

/// Whoever looks after the person in the bed: comes some time after a call, or never.
struct Person {
  private let reaction: ClosedRange<Double>?
  private var generator: SeededGenerator
  private var comesAt: UInt64?
  private var releasesAt: UInt64?
  private var isAnswered = false

  /// - Parameters:
  ///   - reaction: Seconds from a call to the press; nil for nobody.
  ///   - seed: Of the times.
  init(_ reaction: ClosedRange<Double>?, seed: UInt64) {
    self.reaction = reaction
    generator = SeededGenerator(seed: seed ^ 0xCA11)
  }

  /// What the person does now.
  ///
  /// - Parameters:
  ///   - isCalled: Whether a line calls.
  ///   - now: The time.
  /// - Returns: What the button's contacts do, if anything.
  mutating func act(isCalled: Bool, now: UInt64) -> ButtonChange? {
    if let time = releasesAt, now >= time {
      releasesAt = nil
      return ButtonChange(isPressed: false, monotonicNanoseconds: now)
    }
    guard let reaction, releasesAt == nil else { return nil }
    guard isCalled else {
      (comesAt, isAnswered) = (nil, false)
      return nil
    }
    guard let time = comesAt else {
      // Who has come looks again, later, at what still calls.
      let wait =
        (isAnswered ? 150 : 0) + reaction.lowerBound
        + (reaction.upperBound - reaction.lowerBound) * generator.unit()
      comesAt = now + UInt64(wait * 1e9)
      return nil
    }
    guard now >= time else { return nil }
    (comesAt, isAnswered) = (nil, true)
    releasesAt = now + 150_000_000 + generator.below(600_000_000)
    return ButtonChange(isPressed: true, monotonicNanoseconds: now)
  }
}
