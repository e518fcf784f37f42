import EventLog

/// Where the records lie that a log's first, checked reading found whole: what comes after can read some of them again
/// without all the others.
public struct RecordMap: Sendable {
  /// Records that lie one behind the other in a segment and belong to one session.
  public struct Stretch: Equatable, Sendable {
    /// The session's number in the log.
    public let session: Int
    /// The segment's number.
    public let segment: UInt32
    /// From the first record's first byte to behind the last one's last.
    public internal(set) var offsets: Range<Int>
  }

  /// A seizure alarm's records: from the decisions before its rise to behind the last record before the next rise.
  public struct Extent: Equatable, Sendable {
    /// The session's number in the log.
    public let session: Int
    /// The alarm's number in the session.
    public internal(set) var event: UInt32
    /// Where its first record lies.
    public let first: RecordPlace
    /// Behind its last record.
    public internal(set) var end: RecordPlace
  }

  /// All stretches, in order.
  public private(set) var stretches: [Stretch] = []
  /// All seizure alarms, in the order of their rise.
  public private(set) var seizures: [Extent] = []
  private var recent: [RecordPlace] = []
  /// How many alarms of the newest session were taken.
  private var eventCount = (session: 0, count: 0)

  /// Creates a map of nothing.
  public init() {}

  /// Takes the next record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - session: The number of the session it belongs to; those of none are left out.
  ///   - events: The alarms that the session has told of so far. Not the session itself: it would be copied whole for
  ///     each record.
  public mutating func take(_ record: LogRecord, _ session: Int?, _ events: [LoggedEvent]) {
    guard let session else { return }
    let place = RecordPlace(segment: record.segment, offset: record.offset)
    if stretches.last?.session != session { recent.removeAll(keepingCapacity: true) }
    takeAlarm(record, of: session, events, at: place)
    if record.kind == .decision {
      if recent.count == 32 * EpisodeReader.decisionsBefore {
        recent.removeFirst(recent.count - EpisodeReader.decisionsBefore)
      }
      recent.append(place)
    }
    extend(session, record)
    if let last = seizures.last, last.session == session {
      seizures[seizures.count - 1].end = RecordPlace(segment: record.segment, offset: record.end)
    }
  }

  /// Whatever record tells first of an alarm is its first one.
  private mutating func takeAlarm(
    _ record: LogRecord, of session: Int, _ events: [LoggedEvent], at place: RecordPlace
  ) {
    if eventCount.session != session { eventCount = (session, 0) }
    for event in events.dropFirst(eventCount.count) where event.kind == .seizure {
      seizures.append(
        Extent(
          session: session, event: event.number,
          first: recent.suffix(EpisodeReader.decisionsBefore).first ?? place, end: place))
    }
    eventCount.count = events.count
    // One that was counted on from the one before it gets its own number once a record bears that.
    guard record.kind != .decision else { return }
    if let newest = events.last(where: { $0.kind == .seizure }), let last = seizures.last, last.session == session {
      seizures[seizures.count - 1].event = newest.number
    }
  }

  private mutating func extend(_ session: Int, _ record: LogRecord) {
    if let last = stretches.last, last.session == session, last.segment == record.segment,
      last.offsets.upperBound == record.offset
    {
      stretches[stretches.count - 1].offsets = last.offsets.lowerBound..<record.end
    } else {
      stretches.append(Stretch(session: session, segment: record.segment, offsets: record.offset..<record.end))
    }
  }

  /// The stretches, or their parts, that an alarm's records lie in.
  ///
  /// - Parameter extent: The alarm's extent.
  /// - Returns: They in order.
  public func stretches(of extent: Extent) -> [Stretch] {
    stretches.compactMap { stretch in
      guard stretch.session == extent.session, extent.first.segment <= stretch.segment,
        stretch.segment <= extent.end.segment
      else { return nil }
      var part = stretch
      let first = stretch.segment == extent.first.segment ? extent.first.offset : 0
      let end = stretch.segment == extent.end.segment ? extent.end.offset : .max
      part.offsets = stretch.offsets.clamped(to: first..<max(first, end))
      return part.offsets.isEmpty ? nil : part
    }
  }
}
