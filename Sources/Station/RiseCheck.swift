import EventLog
import Vocabulary

/// Finds alarms of which the record of their rise, or of their fall, cannot be read: by the decisions made while they
/// stood, and by the clips, answers and falls that bear their numbers.
struct RiseCheck {
  /// The newest alarms of the session before this one, where this one goes on from it: their numbers go on, too.
  private let before: [AlarmEvent.Kind: UInt32]
  /// Whether a seizure alarm stands that rose in the session before this one.
  private var standsFromBefore: Bool
  /// The first decision, in seconds of the session, that says that a seizure alarm stands though none is known.
  private var unknownSince: Double?
  /// The number of the newest seizure alarm, where it was counted on from the one before it.
  private var countedOn: UInt32?
  /// Whether a decision said that the newest seizure alarm stands.
  private var wasSeenStanding = false
  /// The first decision since then that says that it doesn't.
  private var quietSince: Double?

  /// Begins a session.
  ///
  /// - Parameter session: The one before it, where this one goes on from it; nil where it begins anew.
  init(after session: LoggedSession?) {
    var before = session?.rises.before ?? [:]
    for event in session?.events ?? [] { before[event.kind] = max(before[event.kind] ?? 0, event.number) }
    self.before = before
    standsFromBefore =
      session.map { $0.rises.standsFromBefore || $0.newestSeizure.map { $0.endSeconds == nil } ?? false } ?? false
  }

  /// How many alarms of a kind have no record left, as the numbers tell that were passed over.
  ///
  /// - Parameters:
  ///   - kind: What they are about.
  ///   - events: The session's alarms.
  /// - Returns: Their count.
  func untold(_ kind: AlarmEvent.Kind, _ events: [LoggedEvent]) -> Int {
    let numbers = events.lazy.filter { $0.kind == kind }.map(\.number)
    guard let newest = numbers.max() else { return 0 }
    return max(0, Int(newest) - Int(before[kind] ?? 0) - numbers.count)
  }

  /// Takes a decision: one that says that a seizure alarm stands goes together with a record of its rise.
  mutating func take(_ decision: Decision, at seconds: Double, _ events: inout [LoggedEvent]) {
    // Most of a night is quiet, and a month has many alarms.
    guard decision.verdict.state == .seizure || unknownSince != nil || wasSeenStanding else {
      standsFromBefore = false
      return
    }
    let newest = events.lastIndex { $0.kind == .seizure }
    let isOpen = newest.map { events[$0].endSeconds == nil } ?? false
    guard decision.verdict.state == .seizure else {
      standsFromBefore = false
      takeQuiet(seconds, &events, newest: isOpen ? newest : nil)
      return
    }
    quietSince = nil
    wasSeenStanding = isOpen
    guard !isOpen, !standsFromBefore else {
      unknownSince = nil
      return
    }
    // The record of the rise stands behind the hop's decision: it may still come.
    guard let since = unknownSince else {
      unknownSince = seconds
      return
    }
    add(since, &events)
    wasSeenStanding = true
  }

  private mutating func takeQuiet(_ seconds: Double, _ events: inout [LoggedEvent], newest: Int?) {
    if let since = unknownSince {
      add(since, &events)
      events[events.count - 1].endSeconds = seconds
    } else if let newest, wasSeenStanding {
      // The record of the fall may still come, too.
      guard let since = quietSince else {
        quietSince = seconds
        return
      }
      events[newest].endSeconds = since
    }
    (quietSince, wasSeenStanding) = (nil, false)
  }

  private mutating func add(_ seconds: Double, _ events: inout [LoggedEvent]) {
    let number = (events.last { $0.kind == .seizure }?.number ?? before[.seizure] ?? 0) &+ 1
    countedOn = number
    unknownSince = nil
    events.append(LoggedEvent(.seizure, number: number, riseLostBefore: seconds))
  }

  /// An alarm rose, as its record says.
  mutating func takeRise(_ kind: AlarmEvent.Kind) {
    guard kind == .seizure else { return }
    (unknownSince, countedOn, quietSince, wasSeenStanding, standsFromBefore) = (nil, nil, nil, false, false)
  }

  /// Takes a record that bears an alarm's number: that alarm rose before it.
  ///
  /// - Parameters:
  ///   - kind: What the alarm is about.
  ///   - number: Its number.
  ///   - reason: Why, where the record says so.
  ///   - seconds: When the record was made, in seconds of the session.
  ///   - events: The session's alarms.
  mutating func takeTrace(
    _ kind: AlarmEvent.Kind, _ number: UInt32, reason: ReasonCode = .none, at seconds: Double,
    _ events: inout [LoggedEvent]
  ) {
    let newest = events.lastIndex { $0.kind == kind }
    guard kind != .forecast, number > newest.map({ events[$0].number }) ?? before[kind] ?? 0 else { return }
    if kind == .seizure, let newest, countedOn == events[newest].number {
      events[newest].number = number
      countedOn = nil
      return
    }
    let since = kind == .seizure ? unknownSince ?? seconds : seconds
    if let newest, events[newest].endSeconds == nil { events[newest].endSeconds = since }
    events.append(LoggedEvent(kind, number: number, reason: reason, riseLostBefore: since))
    takeRise(kind)
  }
}
