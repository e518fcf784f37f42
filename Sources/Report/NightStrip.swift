import Foundation
import Station

/// The time that a log covers as strips: where it was watched, where nothing could be judged, and the alarms.
struct NightStrip {
  /// One strip: a night, a day from noon to noon, or a session whose time of day is not known.
  struct Row {
    let title: String
    /// Seconds of its time axis: since 1970-01-01 in UTC, so that a change of the clocks neither stretches nor cuts it.
    let from: Double
    let to: Double
    /// Sessions on it, each with the second of the axis at which it began.
    let sessions: [(session: MonitoredSession, at: Double)]
    let marks: [TimeAxis.Mark]
  }

  let night: NightSummary
  let target: (EventBrief) -> String

  /// The strips with what their colours stand for.
  var markup: Markup {
    Markup("div", ["class": "night"], rows.map(strip) + [legend])
  }

  private static let day = 86_400.0
  /// Longer logs are shown day by day.
  private static let longestNight = 30 * 3600.0

  /// The strips, in order.
  var rows: [Row] {
    let sessions = night.history.sessions
    let starts = sessions.map { $0.clock.start.map { Double($0.nanoseconds) / 1e9 } }
    let placed = zip(sessions, starts).compactMap { session, start in start.map { (session: session, at: $0) } }
    let isInOrder = zip(placed, placed.dropFirst()).allSatisfy { $1.at >= $0.at + Self.length($0.session) - 60 }
    guard placed.count == sessions.count, isInOrder, let first = placed.first, let last = placed.last else {
      return sessions.map(Self.alone)
    }
    let end = max(first.at + 1, last.at + Self.length(last.session))
    guard end - first.at > Self.longestNight else {
      return [
        Row(title: date(first.at), from: first.at, to: end, sessions: placed, marks: marks(first.at, end))
      ]
    }
    return days(placed, from: first.at, to: end)
  }

  private func days(_ placed: [(session: MonitoredSession, at: Double)], from: Double, to: Double) -> [Row] {
    let local = from + night.clock.offset(at: from)
    let noon = ((local - Self.day / 2) / Self.day).rounded(.down) * Self.day + Self.day / 2
    return stride(from: noon, to: noon + to - from + Self.day, by: Self.day).prefix(400).compactMap { noon in
      let (start, end) = (moment(ofLocal: noon), moment(ofLocal: noon + Self.day))
      guard start < to else { return nil }
      return Row(
        title: "\(date(start)) to \(date(end).suffix(5))", from: start, to: end,
        sessions: placed.filter { $0.at < end && $0.at + Self.length($0.session) > start }, marks: marks(start, end))
    }
  }

  /// When the place's clock shows a noon.
  private func moment(ofLocal seconds: Double) -> Double {
    seconds - night.clock.offset(at: seconds - night.clock.offset(at: seconds))
  }

  private static func alone(_ session: MonitoredSession) -> Row {
    let length = max(1, length(session))
    return Row(
      title: "session \(session.number)", from: 0, to: length, sessions: [(session, 0)],
      marks: TimeAxis(durationSeconds: length).marks)
  }

  private static func length(_ session: MonitoredSession) -> Double { Double(session.hops) * session.hopSeconds }

  private func date(_ seconds: Double) -> String { night.clock.date(Self.moment(seconds)) }

  private static func moment(_ seconds: Double) -> WallTime {
    WallTime(nanoseconds: 0).adding(seconds: Int64(seconds.clamped))
  }

  private func marks(_ from: Double, _ to: Double) -> [TimeAxis.Mark] {
    TimeAxis(from: from, durationSeconds: to - from, clock: night.clock).marks
  }
}

extension NightStrip {
  private static let width = 1000.0

  private func strip(_ row: Row) -> Markup {
    func x(_ second: Double) -> Double { (second - row.from) / (row.to - row.from) * Self.width }
    var paths: [String: String] = [:]
    for (session, at) in row.sessions {
      for run in Self.runs(session) {
        let (from, to) = (max(0, x(at + run.from)), min(Self.width, x(at + run.to)))
        guard to > from else { continue }
        paths[run.style, default: ""] += "M\(text(from)) 0H\(text(to))V20H\(text(from))z"
      }
    }
    let events = events(on: row)
    let alarms = events.map { event, at in
      "M\(text(x(at))) 0V20H\(text(max(x(at) + 1, min(Self.width, x(at + event.durationSeconds)))))V0z"
    }
    let drawing = Markup(
      "svg",
      [
        "class": "strip", "role": "img", "aria-label": label(row, events.count), "preserveAspectRatio": "none",
        "viewBox": "0 0 1000 20",
      ],
      paths.sorted { $0.key < $1.key }.map { Markup("path", ["class": $0.key, "d": $0.value]) }
        + (alarms.isEmpty ? [] : [Markup("path", ["class": "alarm", "d": alarms.joined()])]))
    let flags =
      events.count > 12
      ? []
      : events.map { event, at in
        Markup(
          "a", ["href": target(event), "style": Self.place(x(at) / 10)],
          [Markup(night.clock.time(event.event.onsetSeconds, event.clock))])
      }
    let marks = row.marks.map { $0.markup(over: row.to - row.from) }
    return Markup(
      "div", ["class": "strip-row"],
      [
        Markup("div", ["class": "strip-title"], [Markup(row.title)]),
        Markup(
          "div", [:],
          (flags.isEmpty ? [] : [Markup("div", ["class": "flags"], flags)])
            + [drawing, Markup("div", ["class": "axis", "aria-hidden": "true"], marks)]),
      ])
  }

  /// Where an alarm's time stands over the strip: within it, on a phone, too.
  private static func place(_ percent: Double) -> String {
    percent > 80
      ? "right:\(NumberText.coordinate(max(0, 100 - percent)))%"
      : "left:\(NumberText.coordinate(max(0, percent)))%"
  }

  private func text(_ value: Double) -> String { NumberText.coordinate(value) }

  private func label(_ row: Row, _ count: Int) -> String {
    let minutes = row.sessions.flatMap(\.session.minutes)
    let (judged, blind) = minutes.reduce((0, 0)) { ($0.0 + $1.judged, $0.1 + $1.blind) }
    let unread = minutes.reduce(0) { $0 + $1.unread }
    return
      "\(row.title): \(NumberText.counted(count, "seizure alarm")); of \(judged + blind) decisions \(blind) could not be made"
      + (unread == 0 ? "" : "; \(unread) more cannot be read")
  }

  private func events(on row: Row) -> [(EventBrief, Double)] {
    night.events.compactMap { event in
      guard let (_, at) = row.sessions.first(where: { $0.session.number == event.session }) else { return nil }
      let second = at + event.event.onsetSeconds
      return (row.from..<row.to).contains(second) ? (event, second) : nil
    }
  }

  /// Minutes alike, one after the other.
  private static func runs(_ session: MonitoredSession) -> [(from: Double, to: Double, style: String)] {
    var runs: [(from: Double, to: Double, style: String)] = []
    let end = length(session)
    for (index, minute) in session.minutes.enumerated() {
      let style =
        minute.unread > 0 ? "unread" : minute.blind == 0 ? "seen" : minute.blind > minute.judged ? "blind" : "partly"
      let (from, to) = (Double(index) * 60, min(end, Double(index + 1) * 60))
      guard minute.blind + minute.judged + minute.unread > 0, to > from else { continue }
      if let last = runs.last, last.style == style, last.to == from {
        runs[runs.count - 1].to = to
      } else {
        runs.append((from, to, style))
      }
    }
    return runs
  }

  private var legend: Markup {
    let unread = night.history.sessions.contains { $0.unreadHops > 0 }
    let parts =
      [
        ("seen", "monitored"), ("partly", "minutes with some seconds that could not be judged"),
        ("blind", "minutes of which most could not be judged"),
      ] + (unread ? [("unread", "minutes with records that cannot be read: an alarm may be missing")] : []) + [
        ("alarm", "seizure alarm")
      ]
    return Markup(
      "p", ["class": "note scale"],
      parts.map {
        Markup("span", ["class": "group"], [Markup("span", ["class": "swatch key-\($0.0)"]), Markup(" \($0.1)")])
      }
        + [Markup("span", ["class": "group"], ["empty: the board was off or its log is not here"])])
  }
}
