import Station

/// The seizure alarms, a row each.
struct EventTable {
  let events: [EventBrief]
  let clock: ClockText
  /// Where an alarm is shown, by its page's name.
  let target: (EventBrief) -> String

  /// The table.
  var markup: Markup {
    guard !events.isEmpty else { return Markup("p", [:], ["No seizure alarm."]) }
    let isReviewed = events.contains { $0.mark != nil }
    let rows = events.map { event in
      [
        Markup("a", ["href": target(event)], [Markup(clock.moment(event.event.onsetSeconds, event.clock))]),
        Markup(event.durationText), Markup(event.reactionText), Markup(event.region ?? "–"),
      ] + (isReviewed ? [Markup("bdi", [:], [Markup(event.mark?.text ?? "not reviewed")])] : []) + [
        Markup("bdi", [:], [Markup(event.channels(4))])
      ]
    }
    return Table(
      caption: "Seizure alarms",
      header: ["when", "length", "acknowledged", "where"] + (isReviewed ? ["review"] : [])
        + ["channels, the largest share first"],
      rows: rows, isProse: true
    ).markup
  }
}
