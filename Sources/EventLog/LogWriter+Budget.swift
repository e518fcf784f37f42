import Vocabulary

extension LogWriter where Storage: ~Copyable {
  private static var nanosecondsPerSecond: UInt64 { 1_000_000_000 }
  private static var nanosecondsPerDay: UInt64 { 86_400 * nanosecondsPerSecond }

  /// Takes the time of a record; begins a new day of the budget when one is over.
  mutating func note(_ nanoseconds: UInt64) {
    latestNanoseconds = nanoseconds
    if flushNanoseconds == nil { flushNanoseconds = nanoseconds }
    if let dayNanoseconds, Self.elapsed(from: dayNanoseconds, to: nanoseconds) < Self.nanosecondsPerDay { return }
    if dayNanoseconds != nil {
      usage.bytesToday = 0
      usage.flushesToday = 0
    }
    dayNanoseconds = nanoseconds
  }

  /// Whether the flush interval is over and the day's flushes are not spent.
  mutating func isFlushDue() -> Bool {
    let interval = UInt64(policy.flushIntervalSeconds) * Self.nanosecondsPerSecond
    guard Self.elapsed(from: flushNanoseconds ?? 0, to: latestNanoseconds) >= interval else { return false }
    guard usage.flushesToday < policy.flushesPerDay else {
      usage.deferredFlushes += 1
      return false
    }
    return true
  }

  /// Counts bytes written.
  mutating func count(bytes: Int) {
    usage.bytes += UInt64(bytes)
    usage.bytesToday += UInt64(bytes)
  }

  /// Time from one reading of the clock to another; a clock that went back, as between sessions in a replay, counts as long ago.
  private static func elapsed(from start: UInt64, to end: UInt64) -> UInt64 {
    end >= start ? end - start : .max
  }
}
