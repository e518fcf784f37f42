/// One person's events, forward in time: what a forecast is made from and judged by.
public struct EventHistory: Equatable, Sendable {
  /// An event.
  public struct Event: Equatable, Sendable {
    /// Seconds since a local midnight; a Monday's where weekdays are known.
    public let second: Int64
    /// How sure it is that it was one, from 1 to 256 (sure).
    public let weight: Int64

    /// Names an event.
    public init(second: Int64, weight: Int64 = 256) {
      self.second = second
      self.weight = weight
    }
  }

  /// The person's pseudonym.
  public let person: String
  /// The events in order.
  public let events: [Event]
  /// Whole hours in which an event would have been seen; nil where nobody says, and then all from the first event to
  /// the last. Where nobody says, silences that the person's own rate around them makes incredible are not among them.
  public let observed: [Range<Int64>]?
  /// What was put right while reading, to be said aloud.
  public let notes: [String]

  /// Gathers a history.
  ///
  /// - Precondition: Events are in order, none before 0.
  public init(person: String, events: [Event], observed: [Range<Int64>]? = nil, notes: [String] = []) {
    precondition(
      zip(events, events.dropFirst()).allSatisfy { $0.second <= $1.second } && (events.first?.second ?? 0) >= 0)
    self.person = person
    self.events = events
    let silences = observed == nil ? IncredibleSilences(events).hours : []
    self.observed = silences.isEmpty ? observed : EventHistory.hours(of: events, without: silences)
    self.notes =
      notes
      + silences.map { silence in
        "no event for \(silence.count / 24) days from day \(silence.lowerBound / 24) on, where the events around it make "
          + "that incredible: taken as not observed"
      }
  }

  private static func hours(of events: [Event], without silences: [Range<Int64>]) -> [Range<Int64>] {
    guard let first = events.first, let last = events.last else { return [] }
    let starts = [first.second / 3_600] + silences.map(\.upperBound)
    let ends = silences.map(\.lowerBound) + [last.second / 3_600 + 1]
    return zip(starts, ends).map { $0..<$1 }
  }

  /// The hours of the record; nil without events.
  public var hours: Range<Int64>? {
    if let observed, let first = observed.first, let last = observed.last {
      let from = min(first.lowerBound, events.first.map { $0.second / 3_600 } ?? first.lowerBound)
      let to = max(last.upperBound, events.last.map { $0.second / 3_600 + 1 } ?? last.upperBound)
      return from..<to
    }
    guard let first = events.first, let last = events.last else { return nil }
    return first.second / 3_600..<last.second / 3_600 + 1
  }
}
