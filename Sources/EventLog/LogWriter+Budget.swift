import Vocabulary

extension LogWriter where Storage: ~Copyable {
  static var nanosecondsPerSecond: UInt64 { 1_000_000_000 }
  static var nanosecondsPerDay: UInt64 { 86_400 * nanosecondsPerSecond }

  /// Takes the time of a record; what is older than a day leaves the budget.
  mutating func note(_ stamps: RecordStamps) {
    latestNanoseconds = stamps.monotonicNanoseconds
    latestStamps = stamps
    if flushNanoseconds == nil { flushNanoseconds = latestNanoseconds }
    day.advance(to: stamps)
    usage.bytesToday = day.bytes
    usage.flushesToday = day.flushes
  }

  /// Whether a record just written has to be flushed.
  mutating func needsFlush(_ kind: RecordKind) -> Bool {
    switch LogPolicy.urgency(of: kind) {
    case .atOnce: return true
    case .prompt where usage.flushesToday < policy.flushesPerDay && day.promptFlushes < policy.promptFlushesPerHour:
      day.countPromptFlush()
      return true
    case .prompt, .atInterval: return isFlushDue()
    }
  }

  /// Whether the flush interval is over and the day's flushes are not spent.
  mutating func isFlushDue() -> Bool {
    // What a failed flush left in doubt is tried again after 1, 2, 4, 8 s and so on.
    let soon = hasFailedFlush ? UInt64(1) << UInt64(failedFlushes - 1) : .max
    let interval = min(soon, UInt64(policy.flushIntervalSeconds)) * Self.nanosecondsPerSecond
    guard Self.elapsed(from: flushNanoseconds ?? 0, to: latestNanoseconds) >= interval else { return false }
    guard usage.flushesToday < policy.flushesPerDay else {
      usage.deferredFlushes += 1
      return false
    }
    return true
  }

  /// Counts bytes written.
  mutating func count(bytes: Int) {
    day.count(bytes: UInt64(bytes))
    usage.bytes += UInt64(bytes)
    usage.bytesToday = day.bytes
  }

  /// Time from one reading of the clock to another; a clock that went back, as between sessions in a replay, counts as
  /// long ago.
  private static func elapsed(from start: UInt64, to end: UInt64) -> UInt64 {
    end >= start ? end - start : .max
  }
}
