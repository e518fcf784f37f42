extension ForecastBody {
  /// What the EEG adds to the history's forecast.
  public struct Evidence: Equatable, Sendable {
    /// Whether evidence counts. Numbers are never reused.
    public enum Gate: UInt8, Sendable {
      /// Not shown to help this person.
      case shut = 0
      /// It helped so far.
      case open = 1
      /// It helped before, and does not any more.
      case stoppedWorking = 2
    }

    /// What it adds to the log-odds, in 2^-24; 0 while the gate is not open.
    public var share: Int64
    /// The weight that was learned, in 2^-16.
    public var weight: UInt32
    /// Whether there was anything to say of the hour.
    public var said: Bool
    /// Whether it counts.
    public var gate: Gate

    /// Says what the EEG adds.
    public init(share: Int64, weight: UInt32, said: Bool, gate: Gate) {
      (self.share, self.weight, self.said, self.gate) = (share, weight, said, gate)
    }
  }
}
