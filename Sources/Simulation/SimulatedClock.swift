import ADS1299

/// The clock of a bench.
public struct SimulatedClock: MonotonicClock {
  let bench: SimulatedBench

  /// The time now.
  public mutating func nowNanoseconds() -> UInt64 { bench.now }

  /// Lets time pass.
  public mutating func sleep(untilNanoseconds deadlineNanoseconds: UInt64) {
    bench.sleep(until: deadlineNanoseconds)
  }
}
