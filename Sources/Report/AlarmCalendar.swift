import Station

/// Seizure alarms by day and hour of day, for logs of more than two days.
struct AlarmCalendar {
  let events: [EventBrief]
  let clock: ClockText

  /// The table; nil where there are no alarms with times of day, or all lie within two days.
  var markup: Markup? {
    let moments = events.compactMap { event in event.clock.time(at: event.event.onsetSeconds) }
    guard let first = moments.min(by: { $0.nanoseconds < $1.nanoseconds }),
      let last = moments.max(by: { $0.nanoseconds < $1.nanoseconds }),
      last.nanoseconds - first.nanoseconds > 2 * 86_400 * 1_000_000_000
    else { return nil }
    var counts: [String: [Int]] = [:]
    for moment in moments {
      counts[clock.date(moment), default: Array(repeating: 0, count: 24)][Int(clock.time(moment).prefix(2)) ?? 0] += 1
    }
    let most = counts.values.joined().max() ?? 1
    let rows = counts.sorted { $0.key < $1.key }.map { date, hours in
      [Markup(date), Markup("\(hours.reduce(0, +))")] + hours.map { Self.cell($0, most) }
    }
    let sums = (0..<24).map { hour in counts.values.reduce(0) { $0 + $1[hour] } }
    return Table(
      caption: "Seizure alarms by day and hour", header: ["day", "all"] + (0..<24).map { "\($0)" },
      rows: rows + [[Markup("all days"), Markup("\(sums.reduce(0, +))")] + sums.map { Markup("\($0)") }],
      style: "calendar"
    ).markup
  }

  private static func cell(_ count: Int, _ most: Int) -> Markup {
    count == 0 ? "" : Markup("span", ["class": "heat e\(min(4, 1 + count * 4 / (most + 1)))"], [Markup("\(count)")])
  }
}
