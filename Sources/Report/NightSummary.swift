import Station
import Vocabulary

/// What a log says of the time it covers, in words.
struct NightSummary {
  let summary: LogSummary
  let history: MonitoringHistory
  let clock: ClockText
  let events: [EventBrief]

  /// Where a session with a clock begins and ends.
  private var spans: [(from: WallTime, to: WallTime)] {
    summary.sessions.compactMap { session in
      guard let clock = history.session(session.number)?.clock, let from = clock.start,
        let to = clock.time(at: session.durationSeconds)
      else { return nil }
      return (from, to)
    }
  }

  /// Time in which hops were due.
  var watchedSeconds: Double { history.sessions.reduce(0) { $0 + Double($1.hops) * $1.hopSeconds } }

  /// Time that could not be judged, by cause, the longest first; the cause is a row of the table of defects.
  var blindSeconds: [(row: Int, seconds: Double)] {
    var seconds = [Double](repeating: 0, count: QualityKind.count)
    for session in history.sessions {
      for row in seconds.indices { seconds[row] += Double(session.blindHops[row]) * session.hopSeconds }
    }
    return seconds.indices.filter { seconds[$0] > 0 }.sorted { seconds[$0] > seconds[$1] }.map { ($0, seconds[$0]) }
  }

  /// Time of which the decisions cannot be read.
  var unreadSeconds: Double { history.sessions.reduce(0) { $0 + Double($1.unreadHops) * $1.hopSeconds } }

  /// Whether anything of the log's time can be read: of what cannot, nothing good is said.
  var isWatched: Bool { watchedSeconds - unreadSeconds > 0 }

  /// Whether a seizure alarm may have been in records that are not there.
  var mayLackAlarms: Bool { !summary.isIntact || unreadSeconds > 0 || !isWatched }

  /// The night as a nurse would tell it; what is missing comes first.
  var sentences: [String] {
    [damage, watch, unread, alarms, untold, blindness, technical, whole].compactMap { $0 }
  }

  /// What cannot be relied on, before anything else is said.
  private var damage: String? {
    guard !summary.isIntact, summary.segments > 0 || summary.findings > 0 else { return nil }
    let count = NumberText.counted(Int(clamping: summary.findings), "finding")
    let unplaced =
      summary.unplacedDecisions == 0
      ? ""
      : " \(NumberText.counted(Int(clamping: summary.unplacedDecisions), "decision")) cannot be shown: "
        + "the record of the session's settings cannot be read."
    return "THE LOG IS DAMAGED: \(count), named at the end. What follows is only what can still be read: "
      + "an alarm may be missing.\(unplaced)"
  }

  /// When nothing can be read.
  private var unread: String? {
    guard unreadSeconds > 0 else { return nil }
    let places = history.sessions.flatMap { session in
      session.unreadStretches.map { stretch in
        "\(clock.time(stretch.lowerBound, session.clock)) to \(clock.time(stretch.upperBound, session.clock))"
      }
    }
    let more = places.count > 4 ? " and other times" : ""
    return "Of \(PlainWords.length(unreadSeconds)) nothing can be read, the records are not there "
      + "(\(places.prefix(4).joined(separator: ", "))\(more)): an alarm may have been in it."
  }

  /// Alarms of which no record is left.
  private var untold: String? {
    let count = summary.sessions.reduce(0) { $0 + $1.untoldAlarms(.seizure) }
    return count == 0
      ? nil
      : "By the numbers of those that are here, \(NumberText.counted(count, "more seizure alarm")) rose: "
        + "no record of \(count == 1 ? "it" : "them") can be read."
  }

  private var watch: String {
    guard !summary.sessions.isEmpty else {
      return "Nothing was monitored, as far as can be read: the log holds no session. Nothing is known of any seizure."
    }
    guard isWatched else {
      return "The log holds a session but no decision of it: nothing was monitored, as far as can be read. "
        + "Nothing is known of any seizure."
    }
    let length = PlainWords.length(watchedSeconds)
    let pieces = summary.sessions.count == 1 ? "" : ", in \(summary.sessions.count) sessions"
    guard let from = spans.map(\.from).min(by: { $0.nanoseconds < $1.nanoseconds }),
      let to = spans.map(\.to).max(by: { $0.nanoseconds < $1.nanoseconds })
    else { return "Monitored for \(length)\(pieces); the board's clock was not set, so that no time of day is known." }
    let end = clock.date(from) == clock.date(to) ? clock.time(to) : clock.moment(to)
    let doubt =
      history.sessions.allSatisfy { $0.clock.state == .synchronised }
      ? "" : " The clock was set, but not synchronised: times of day may be off."
    return "Monitored from \(clock.moment(from)) to \(end) (\(clock.name)), \(length)\(pieces)."
      + "\(change(from, to))\(doubt)"
  }

  /// A change of the place's clocks between two moments.
  private func change(_ from: WallTime, _ to: WallTime) -> String {
    let by = clock.offset(at: Double(to.nanoseconds) / 1e9) - clock.offset(at: Double(from.nanoseconds) / 1e9)
    return by == 0 ? "" : " In it the clocks were set \(by < 0 ? "back" : "forward") by \(PlainWords.length(abs(by)))."
  }

  private var alarms: String? {
    guard let first = events.first else {
      guard isWatched else { return nil }
      return mayLackAlarms
        ? "No seizure alarm is in what can be read. That does not mean that there was none."
        : "No seizure alarm. That nothing was found does not mean that nothing happened."
    }
    guard events.count == 1 else {
      let answered = events.compactMap(\.reactionSeconds)
      let slowest = answered.max().map { ", the slowest answer after \(PlainWords.length($0))" } ?? ""
      let count = answered.isEmpty ? "none" : answered.count == events.count ? "all" : "\(answered.count)"
      let lost = events.count { $0.event.isRiseLost }
      let unknown = lost == 0 ? "" : "; of \(lost) the record of the rise is lost"
      return "\(events.count) seizure alarms, \(count) of them acknowledged\(slowest)\(unknown)."
    }
    let lost = first.event.isRiseLost ? " or earlier (the record of its rise is lost)" : ""
    let answer = first.reactionSeconds.map { "acknowledged after \(PlainWords.length($0))" } ?? "not acknowledged"
    return "One seizure alarm, at \(clock.time(first.event.onsetSeconds, first.clock))\(lost), "
      + "\(first.durationText), "
      + "\(first.region.map { "\($0), " } ?? "")\(answer)."
  }

  private var blindness: String? {
    guard isWatched else { return nil }
    let causes = blindSeconds
    guard !causes.isEmpty else {
      return mayLackAlarms
        ? "Every second that can be read could be judged." : "Every second of it could be judged."
    }
    let total = causes.reduce(0) { $0 + $1.seconds }
    let words = causes.prefix(4).map { "\(PlainWords.defect($0.row)) (\(PlainWords.length($0.seconds)))" }
    return "For \(PlainWords.length(total)) nothing could be judged: \(PlainWords.list(words))."
  }

  private var technical: String? {
    let count = summary.sessions.reduce(0) { $0 + $1.events.count { $0.kind == .technical } }
    guard count > 0 || isWatched else { return nil }
    let none = mayLackAlarms ? "No technical alarm is in what can be read." : "No technical alarm."
    return count == 0 ? none : "\(NumberText.counted(count, "technical alarm")); the causes are below."
  }

  private var whole: String? {
    guard summary.segments > 0 else { return summary.findings == 0 ? "The log is empty." : nil }
    guard summary.isIntact else { return nil }
    let isWhole = "The log is whole"
    return summary.isAuthenticated ? "\(isWhole)." : "\(isWhole) as far as can be told without keys."
  }
}
