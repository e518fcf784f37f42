import Evaluation
import Replay
import Station
import Vocabulary

/// One session of a log: its settings, its score and evidence over time, its faults.
struct SessionSection {
  let traces: LogTraces.Session
  let scale: EvidenceColours
  let clock: ClockText
  /// Where its seconds lie by the clock.
  var time = SessionClock()

  private var session: LoggedSession { traces.session }

  /// Score and evidence over time; nil for settings that make no sense.
  var timeline: Markup? { traces.whole.map { figure($0) } }

  /// What stands under the session's heading at the page's end.
  var content: [Markup] {
    [FactList(facts: facts).markup] + (session.inputNotes.isEmpty ? [] : [inputNotes])
      + (session.faultList.isEmpty ? [] : [faults])
  }

  private var facts: [(name: String, value: Markup)] {
    let settings = session.settings
    return [
      ("Began", Markup(session.start.map { clock.moment($0) } ?? "at an unknown time: the clock was not set")),
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
            + "\(session.acknowledgements) acknowledgements"
            + (session.unstored.map { $0 > 0 ? ", \($0) records could not be stored" : "" } ?? ""))
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
      alarms: Interval.union(alarms, within: stretch.durationSeconds), trace: stretch.trace, scale: scale,
      times: times(stretch)
    ).markup
  }

  private func times(_ stretch: LogTraces.Stretch) -> TimeAxis {
    let start = time.time(at: stretch.startSeconds).map { Double($0.nanoseconds) / 1e9 }
    return TimeAxis(
      from: start, durationSeconds: max(stretch.durationSeconds, stretch.trace.hopSeconds), clock: clock)
  }

  /// What was doubtful about the inputs, or left out of them.
  private var inputNotes: Markup {
    let items = session.inputNotes.map { note in
      Markup("li", [:], [Markup("bdi", [:], [Markup((note.isCaution ? "Caution: " : "") + note.sentence)])])
    }
    return Markup("ul", ["class": "cautions"], items)
  }

  private var faults: Markup {
    let rows = session.faultList.map { fault in
      [Markup("\(NumberText.fixed(fault.seconds, 1)) s"), Markup(fault.reason.word), Markup(fault.sentence)]
    }
    return Table(caption: nil, header: ["when", "fault", "why"], rows: rows, isProse: true).markup
  }
}
