import Vocabulary

/// How large the log may grow, how often it is flushed, and how much it may write a day.
///
/// The write budget protects a memory card: a day is the current hour and the 23 before it, counted anew from the log
/// itself whenever it is opened, so that a device that starts over and over keeps to it, too. Over the byte budget,
/// clips, features and health records are refused; decisions, alarms and everything else are still written. Faults,
/// sessions and acknowledgements are made durable at once as long as the hour's share of the flushes that the interval
/// leaves is not spent, after that with the next flush that is due: a front end that fails five times a second costs no
/// more flushes than the budget has. Over the flush budget only alarms, boots and full segments are flushed. Whichever
/// is over shows in `LogUsage`.
public struct LogPolicy: Equatable, Sendable {
  /// The shortest segment: a header, a closing record and some room.
  public static let leastSegmentBytes = 512
  /// The longest segment.
  public static let mostSegmentBytes = 1 << 30
  /// The fewest segments a log may have: the one that is written to, and the one before it.
  public static let leastSegmentLimit: UInt32 = 2

  /// Bytes of a segment.
  public var segmentBytes: UInt32
  /// Segments the log may have, at least `leastSegmentLimit`.
  public var segmentLimit: UInt32
  /// Longest time between flushes while records arrive, in seconds.
  public var flushIntervalSeconds: UInt32
  /// Bytes that may be written a day.
  public var bytesPerDay: UInt64
  /// Flushes a day.
  public var flushesPerDay: UInt32

  /// Creates a policy. The default is 1 GiB in segments of 4 MiB: a decision of 32 channels a second makes 24 MB a day,
  /// features 2 MB, and a second of clips up to 25 kB; a flush every 10 s makes 8,640 a day.
  public init(
    segmentBytes: UInt32 = 4 << 20, segmentLimit: UInt32 = 256, flushIntervalSeconds: UInt32 = 10,
    bytesPerDay: UInt64 = 128 << 20, flushesPerDay: UInt32 = 12_000
  ) {
    self.segmentBytes = segmentBytes
    self.segmentLimit = segmentLimit
    self.flushIntervalSeconds = flushIntervalSeconds
    self.bytesPerDay = bytesPerDay
    self.flushesPerDay = flushesPerDay
  }

  /// Whether a log can be kept so.
  public var isUsable: Bool {
    segmentBytes >= Self.leastSegmentBytes && segmentBytes <= Self.mostSegmentBytes
      && segmentLimit >= Self.leastSegmentLimit
  }

  /// The longest body that fits a segment of `segmentBytes`.
  static func longestBody(segmentBytes: UInt32, isSealed: Bool) -> Int {
    let room = Int(segmentBytes) - SegmentHeader.byteCount - endBytes(isSealed: isSealed) - RecordEnvelope.overheadBytes
    return min(room, Limits.recordBodyBytes)
  }

  /// Bytes that stay free in a segment for what the log itself writes at its end: the closing record, and a seal before
  /// it.
  static func endBytes(isSealed: Bool) -> Int {
    guard isSealed else { return RecordEnvelope.overheadBytes + ClosingBody.byteCount }
    return 2 * RecordEnvelope.overheadBytes + ClosingBody.sealedByteCount + SealBody.byteCount
  }

  /// How soon a record is made durable.
  enum Urgency {
    /// At once, whatever the budget.
    case atOnce
    /// At once within the hour's share of the budget, else with the next flush that is due.
    case prompt
    /// With the next flush that is due.
    case atInterval
  }

  /// How soon a record is made durable.
  static func urgency(of kind: RecordKind) -> Urgency {
    switch kind {
    case .boot, .alarm, .closing: .atOnce
    case .session, .acknowledgement, .fault, .person: .prompt
    case .decision, .evidence, .health, .clip, .features, .forecast, .learned, .polygraphy, .seal, .inputNote:
      .atInterval
    }
  }

  /// Flushes an hour for records that are made durable promptly: half of what flushes at the interval leave of the
  /// budget, at least one; the other half is for alarms, boots and segments.
  var promptFlushesPerHour: UInt32 {
    let atInterval = 86_400 / max(1, flushIntervalSeconds)
    return max(1, (flushesPerDay - min(flushesPerDay, atInterval)) / 48)
  }

  /// Whether a record is refused when the day's byte budget is spent.
  static func isExpendable(_ kind: RecordKind) -> Bool {
    switch kind {
    case .clip, .features, .health: true
    case .boot, .session, .decision, .alarm, .evidence, .acknowledgement, .fault, .closing, .person, .forecast: false
    case .learned, .polygraphy, .seal, .inputNote: false
    }
  }
}
