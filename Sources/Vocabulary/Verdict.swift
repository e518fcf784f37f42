/// What the alarm rule makes of a hop and those before it.
public struct Verdict: Equatable, Sendable {
  /// What the hop says about the person.
  public enum State: UInt8, Sendable {
    /// Not enough good data to say anything.
    case unknown = 0
    /// Looked at, nothing found.
    case normal = 1
    /// Windows have crossed the threshold, not yet enough of them.
    case suspected = 2
    /// A seizure event is open.
    case seizure = 3
  }

  /// Hops above the threshold among the last `firingHops` (the firing power's numerator).
  public var firing: UInt8
  /// The firing power's denominator.
  public var firingHops: UInt8
  /// Excess that the last hops have added up, in units of one channel's evidence; see `SeizureAlarm`.
  public var accumulated: Int64
  /// What follows.
  public var state: State

  /// Creates a verdict; without arguments, one that knows nothing.
  public init(firing: UInt8 = 0, firingHops: UInt8 = 0, accumulated: Int64 = 0, state: State = .unknown) {
    self.firing = firing
    self.firingHops = firingHops
    self.accumulated = accumulated
    self.state = state
  }
}
