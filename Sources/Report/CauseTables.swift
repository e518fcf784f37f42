import Station
import Vocabulary

/// Technical alarms and time that could not be judged, by cause.
struct CauseTables {
  let night: NightSummary

  /// Both tables.
  var markup: [Markup] { [technical, blind] }

  private struct Cause {
    var count = 0
    var seconds = 0.0
    var answered = 0
    var latest = ""
  }

  private var technical: Markup {
    var causes: [UInt16: Cause] = [:]
    for session in night.summary.sessions {
      let known = night.history.session(session.number)
      for event in session.events where event.kind == .technical {
        var cause = causes[event.reason.rawValue] ?? Cause()
        cause.count += 1
        cause.seconds += max(0, (event.endSeconds ?? session.durationSeconds) - event.onsetSeconds)
        cause.answered += known?.acknowledgement(of: .technical, event: event.number) == nil ? 0 : 1
        let clock = known?.clock(of: .technical, event: event.number) ?? SessionClock()
        cause.latest = night.clock.moment(event.onsetSeconds, clock)
        causes[event.reason.rawValue] = cause
      }
    }
    guard !causes.isEmpty else {
      return Markup("p", [:], [night.mayLackAlarms ? "No technical alarm can be read here." : "No technical alarm."])
    }
    let rows = causes.sorted { ($1.value.seconds, $0.key) < ($0.value.seconds, $1.key) }.map { reason, cause in
      [
        Markup(PlainWords.cause(ReasonCode(rawValue: reason) ?? .none)), Markup("\(cause.count)"),
        Markup(PlainWords.length(cause.seconds)), Markup("\(cause.answered)"), Markup(cause.latest),
      ]
    }
    return Table(
      caption: "Technical alarms", header: ["cause", "alarms", "in all", "acknowledged", "the latest"], rows: rows
    ).markup
  }

  private var blind: Markup {
    let causes = night.blindSeconds
    guard !causes.isEmpty else {
      let judged =
        night.mayLackAlarms ? "Every second that can be read could be judged." : "Every second could be judged."
      return Markup("p", [:], [Markup(night.isWatched ? judged : "No second can be read that was judged.")])
    }
    return Table(
      caption: "Time in which nothing could be judged", header: ["why, in most channels", "how long"],
      rows: causes.map { [Markup(PlainWords.defect($0.row)), Markup(PlainWords.length($0.seconds))] }
    ).markup
  }
}
