import Vocabulary

extension LogWriter where Storage: ~Copyable {
  /// Counts what the log's records say was written within the day before its end, so that no restart evades the budget.
  ///
  /// Flushes are those that the policy made for the records that are there, and one for the opening before each boot.
  /// What failed writes repeated is not counted.
  mutating func countDay() throws(StorageFault) {
    var flushed: RecordStamps?
    for segment in try firstSegmentOfDay()...range.last { try countDay(of: segment, flushed: &flushed) }
    usage.bytesToday = day.bytes
    usage.flushesToday = day.flushes
  }

  /// The segment to begin with: those from there to the end hold a day, or more than its budget.
  private mutating func firstSegmentOfDay() throws(StorageFault) -> UInt32 {
    let most = policy.bytesPerDay / UInt64(policy.segmentBytes) + 1
    var segment = range.last
    var age: UInt64 = 0
    var later = try envelope(at: SegmentHeader.byteCount, of: segment)?.stamps
    while segment > range.first && UInt64(range.last - segment) < most && age < Self.nanosecondsPerDay {
      segment -= 1
      let earlier = try envelope(at: SegmentHeader.byteCount, of: segment)?.stamps
      if let earlier, let later { age += later.leastNanoseconds(since: earlier) }
      later = earlier ?? later
    }
    return segment
  }

  private mutating func countDay(of segment: UInt32, flushed: inout RecordStamps?) throws(StorageFault) {
    var offset = SegmentHeader.byteCount
    day.count(bytes: UInt64(offset))
    day.count(flushes: 1)
    var sequence: UInt64?
    while let envelope = try envelope(at: offset, of: segment) {
      // Behind damage nothing tells how long anything is.
      if let sequence, envelope.sequence != sequence + 1 { return }
      sequence = envelope.sequence
      offset += envelope.recordBytes
      day.advance(to: envelope.stamps)
      day.count(bytes: UInt64(envelope.recordBytes))
      day.count(flushes: flushes(for: envelope, flushed: &flushed))
    }
  }

  /// The flushes that a record leads to.
  private mutating func flushes(for envelope: RecordEnvelope, flushed: inout RecordStamps?) -> UInt32 {
    let since = flushed.map { envelope.stamps.leastNanoseconds(since: $0) }
    let interval = UInt64(policy.flushIntervalSeconds) * Self.nanosecondsPerSecond
    // A kind of a newer version may have been made durable at once.
    switch envelope.kind.map(LogPolicy.urgency) ?? .atOnce {
    case .prompt where day.promptFlushes < policy.promptFlushesPerHour: day.countPromptFlush()
    case .atOnce: break
    case .prompt, .atInterval:
      if let since, since < interval { return 0 }
      if since == nil {
        flushed = envelope.stamps
        return 0
      }
    }
    flushed = envelope.stamps
    return envelope.kind == .boot ? 2 : 1
  }

  /// What stands before the body of the record at an offset; nil if none begins there.
  private mutating func envelope(at offset: Int, of segment: UInt32) throws(StorageFault) -> RecordEnvelope? {
    try buffer.read(RecordEnvelope.headingBytes, of: segment, at: offset, in: &storage)
    return try? RecordEnvelope(heading: buffer.storage.span.extracting(0..<buffer.count))
  }
}
