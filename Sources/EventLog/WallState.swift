/// What is known about the wall clock. A board without a battery-backed clock has none until it is synchronised.
public enum WallState: UInt8, Sendable {
  /// The wall clock was never set: its time means nothing and is written as 0.
  case unset = 0
  /// The wall clock was set once and runs on its own.
  case freeRunning = 1
  /// The wall clock is kept in step with another.
  case synchronised = 2
}
