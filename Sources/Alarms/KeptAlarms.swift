/// What of the alarms outlives a restart of the program.
public struct KeptAlarms: BitwiseCopyable, Equatable, Sendable {
  /// Whether a seizure alarm was shown and nobody has acknowledged it.
  public var isSeizureLatched: Bool
  /// Until when the seizure alarm's sound is paused, by the monotonic clock in nanoseconds.
  public var seizurePausedUntil: UInt64
  /// Until when the technical alarm's sound is paused.
  public var technicalPausedUntil: UInt64

  /// Creates what is kept; without arguments, of a board that has shown nothing.
  public init(isSeizureLatched: Bool = false, seizurePausedUntil: UInt64 = 0, technicalPausedUntil: UInt64 = 0) {
    self.isSeizureLatched = isSeizureLatched
    self.seizurePausedUntil = seizurePausedUntil
    self.technicalPausedUntil = technicalPausedUntil
  }
}
