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

  /// The night as a nurse would tell it.
  var sentences: [String] { [watch, alarms, blindness, technical, whole] }

  private var watch: String {
    guard !summary.sessions.isEmpty else { return "Nothing was monitored: the log holds no session." }
    let length = PlainWords.length(watchedSeconds)
    let pieces = summary.sessions.count == 1 ? "" : ", in \(summary.sessions.count) sessions"
    guard let from = spans.map(\.from).min(by: { $0.nanoseconds < $1.nanoseconds }),
      let to = spans.map(\.to).max(by: { $0.nanoseconds < $1.nanoseconds })
    else { return "Monitored for \(length)\(pieces); the board's clock was not set, so that no time of day is known." }
    let end = clock.date(from) == clock.date(to) ? clock.time(to) : clock.moment(to)
    let doubt =
      history.sessions.allSatisfy { $0.clock.state == .synchronised }
      ? "" : " The clock was set, but not synchronised: times of day may be off."
    return "Monitored from \(clock.moment(from)) to \(end) (\(clock.name)), \(length)\(pieces).\(doubt)"
  }

  private var alarms: String {
    guard let first = events.first else {
      return "No seizure alarm. That nothing was found does not mean that nothing happened."
    }
    guard events.count == 1 else {
      let answered = events.compactMap(\.reactionSeconds)
      let slowest = answered.max().map { ", the slowest answer after \(PlainWords.length($0))" } ?? ""
      return "\(events.count) seizure alarms, \(answered.count) of them acknowledged\(slowest)."
    }
    let answer = first.reactionSeconds.map { "acknowledged after \(PlainWords.length($0))" } ?? "not acknowledged"
    return "One seizure alarm, at \(clock.time(first.event.onsetSeconds, first.clock)), \(first.durationText), "
      + "\(first.region.map { "\($0), " } ?? "")\(answer)."
  }

  private var blindness: String {
    let causes = blindSeconds
    guard !causes.isEmpty else { return "Every second of it could be judged." }
    let total = causes.reduce(0) { $0 + $1.seconds }
    let words = causes.prefix(4).map { "\(PlainWords.defect($0.row)) (\(PlainWords.length($0.seconds)))" }
    return "For \(PlainWords.length(total)) nothing could be judged: \(PlainWords.list(words))."
  }

  private var technical: String {
    let count = summary.sessions.reduce(0) { $0 + $1.events.count { $0.kind == .technical } }
    return count == 0 ? "No technical alarm." : "\(NumberText.counted(count, "technical alarm")); the causes are below."
  }

  private var whole: String {
    guard summary.segments > 0 else { return "The log is empty." }
    let isWhole = "The log is whole"
    guard summary.isIntact else {
      return
        "The log is NOT whole: \(NumberText.counted(Int(clamping: summary.findings), "finding")), named at the end."
    }
    return summary.isAuthenticated ? "\(isWhole)." : "\(isWhole) as far as can be told without keys."
  }
}
