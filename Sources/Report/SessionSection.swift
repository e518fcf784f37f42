import Evaluation
import Replay
import Station
import Vocabulary

/// One session of a log: its settings, its timeline, its alarms and what surrounds each of them.
struct SessionSection {
  let traces: LogTraces.Session
  let scale: EvidenceScale

  private var session: LoggedSession { traces.session }

  /// What stands under the session's heading.
  var content: [Markup] {
    var parts = [FactList(facts: facts).markup]
    if let whole = traces.whole { parts.append(figure(whole)) }
    parts.append(alarms)
    if !session.faultList.isEmpty { parts.append(faults) }
    for (stretch, event) in zip(traces.alarms, session.seizures) {
      let start = NumberText.duration(stretch.startSeconds)
      parts.append(Markup("h3", [:], [Markup("Around seizure alarm \(event.number): from \(start) of the session on")]))
      parts.append(figure(stretch))
    }
    return parts
  }

  private var facts: [(name: String, value: Markup)] {
    let settings = session.settings
    return [
      ("Began", Markup(session.start.map { "\($0.text) UTC" } ?? "at an unknown time: the clock was not set")),
      ("Length", Markup(NumberText.duration(session.durationSeconds))),
      ("Person", Markup("\(settings.pseudonymText) (random)")), ("Model", Markup(settings.model.label)),
      (
        "Operating point",
        Markup(
          "\(settings.operatingPoint.label): threshold \(settings.thresholdPerChannel) for a channel, accumulated excess "
            + "\(settings.raiseExcess)")
      ),
      (
        "Input",
        Markup("\(settings.channelCount) channels at \(NumberText.coordinate(settings.inputRate.hertz.clamped)) Hz")
      ), ("Decisions", Markup(NumberText.grouped(Int(clamping: session.decisions)))),
      (
        "Besides",
        Markup(
          "\(session.faults) faults, \(session.clips) clips, \(session.minutes) minutes of features, "
            + "\(session.acknowledgements) acknowledgements")
      ),
    ]
  }

  /// The alarms that lie in a stretch, counted from its start.
  private func figure(_ stretch: LogTraces.Stretch) -> Markup {
    let alarms = session.seizures.map {
      Interval(
        $0.onsetSeconds - stretch.startSeconds, ($0.endSeconds ?? session.durationSeconds) - stretch.startSeconds)
    }
    return TraceFigure(
      durationSeconds: stretch.durationSeconds, seizures: nil,
      alarms: Interval.union(alarms, within: stretch.durationSeconds), trace: stretch.trace, scale: scale
    ).markup
  }

  private var faults: Markup {
    let rows = session.faultList.map { fault in
      [Markup("\(NumberText.fixed(fault.seconds, 1)) s"), Markup(fault.reason.word), Markup(fault.sentence)]
    }
    return Table(caption: nil, header: ["when", "fault", "why"], rows: rows, isProse: true).markup
  }

  private var alarms: Markup {
    guard !session.events.isEmpty else { return Markup("p", [:], ["No alarm."]) }
    let rows = session.events.map { event in
      let end = event.endSeconds.map { "\(NumberText.fixed($0, 1)) s" } ?? "still up"
      let channels = event.channels.map { "\($0.name) \($0.sharePermille / 10).\($0.sharePermille % 10) %" }
      let causes = (event.reason == .none ? [] : [event.reason.word]) + channels
      return [
        Markup("\(NumberText.fixed(event.onsetSeconds, 1)) s to \(end)"),
        Markup("\(event.kind.word) alarm \(event.number)"),
        Markup(causes.joined(separator: ", ")),
      ]
    }
    return Table(
      caption: nil, header: ["when", "alarm", "why: reason, or each channel's share of the evidence"], rows: rows,
      isProse: true
    ).markup
  }
}
