/// What was written within the last day, by the hour: in the current hour and the 23 before it.
///
/// Its time is that of the records, so that it is the same however often the log was opened meanwhile. Time that nobody
/// can vouch for, as that between two starts without a clock, does not pass here: the count is then too high, never too
/// low.
struct WriteDay {
  private static let hours = 24
  private static let hourNanoseconds: UInt64 = 3_600_000_000_000

  /// Bytes written.
  private(set) var bytes: UInt64 = 0
  /// Flushes.
  private(set) var flushes: UInt32 = 0

  /// Flushes of the current hour for records that are made durable promptly.
  private(set) var promptFlushes: UInt32 = 0

  private var bytesOfHour: InlineArray<24, UInt64> = InlineArray(repeating: 0)
  private var flushesOfHour: InlineArray<24, UInt32> = InlineArray(repeating: 0)
  private var hour = 0
  private var nanosecondsOfHour: UInt64 = 0
  private var latest: RecordStamps?

  /// Moves on to the time of a record; hours that are over leave the day.
  mutating func advance(to stamps: RecordStamps) {
    defer { latest = stamps }
    guard let latest else { return }
    let (over, rest) = (nanosecondsOfHour + stamps.leastNanoseconds(since: latest))
      .quotientAndRemainder(dividingBy: Self.hourNanoseconds)
    nanosecondsOfHour = rest
    for _ in 0..<min(over, UInt64(Self.hours)) { beginHour() }
  }

  /// Counts bytes written.
  mutating func count(bytes count: UInt64) {
    bytes += count
    bytesOfHour[hour] += count
  }

  /// Counts flushes.
  mutating func count(flushes count: UInt32) {
    flushes += count
    flushesOfHour[hour] += count
  }

  /// Counts a flush for a record that is made durable promptly, besides `count(flushes:)`.
  mutating func countPromptFlush() { promptFlushes += 1 }

  private mutating func beginHour() {
    promptFlushes = 0
    hour = (hour + 1) % Self.hours
    bytes -= bytesOfHour[hour]
    flushes -= flushesOfHour[hour]
    bytesOfHour[hour] = 0
    flushesOfHour[hour] = 0
  }
}

extension RecordStamps {
  /// The time that has passed for certain since earlier stamps: by the wall clock where it was synchronised both times,
  /// else by the monotonic one; none if that began anew.
  public func leastNanoseconds(since earlier: RecordStamps) -> UInt64 {
    let monotonic = monotonicNanoseconds - min(earlier.monotonicNanoseconds, monotonicNanoseconds)
    guard wallState == .synchronised, earlier.wallState == .synchronised else { return min(monotonic, .max / 2) }
    let (wall, overflow) = wallNanoseconds.subtractingReportingOverflow(earlier.wallNanoseconds)
    return min(max(monotonic, overflow ? 0 : UInt64(max(wall, 0))), .max / 2)
  }
}
