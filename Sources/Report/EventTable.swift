import Station

/// The seizure alarms, a row each.
struct EventTable {
  let events: [EventBrief]
  let clock: ClockText
  /// Whether one may have been in records that are not there.
  let mayLackAlarms: Bool
  /// Where an alarm is shown, by its page's name.
  let target: (EventBrief) -> String

  /// The table.
  var markup: Markup {
    guard !events.isEmpty else {
      return Markup(
        "p", [:], [mayLackAlarms ? "No seizure alarm can be read here; one may be missing." : "No seizure alarm."])
    }
    let isReviewed = events.contains { $0.mark != nil }
    let rows = events.map { event in
      [
        link(event),
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

  /// The first one's page is the next from the index of a folder.
  private func link(_ event: EventBrief) -> Markup {
    let target = target(event)
    let isNext = event.identifier == events.first?.identifier && !target.hasPrefix("#")
    return Markup("a", ["href": target, "rel": isNext ? "next" : nil], [Markup(when(event))])
  }

  private func when(_ event: EventBrief) -> String {
    clock.moment(event.event.onsetSeconds, event.clock) + (event.event.isRiseLost ? " or earlier" : "")
  }
}
