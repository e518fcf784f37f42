import Foundation
import Text

extension EvaluationReport {
  /// The report for people: by person, the detector beside those that know nothing, failures, cautions and what was
  /// left out of the recordings.
  public var text: String {
    let sections = [
      subjectTable, comparisonTable, historyTable, summaryTable, failureList, cautionList, noteList, footer,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var subjectTable: String {
    var table = TextTable(header: [
      "subject", "recordings", "hours", "seizures", "detected", "strict", "false alarms", "in hours", "window AUC",
      "latency s",
    ])
    for subject in subjects {
      let name = subject.codes == [subject.subject] ? subject.subject : subject.codes.joined(separator: "+")
      table.append(Self.row(name, subject.figures))
    }
    table.append(Self.row("all", figures))
    return table.text
  }

  private static func row(_ name: String, _ figures: DetectorFigures) -> [String] {
    [
      name, String(figures.events.recordings), number(figures.events.hours, 2), String(figures.events.seizures),
      String(figures.events.detected), String(figures.strict.detected), String(figures.events.falseAlarms),
      number(figures.events.falseAlarmHours, 2), number(figures.windowAreaUnderCurve, 3),
      number(figures.events.latencySecondsMedian, 1),
    ]
  }

  private var comparisonTable: String {
    var table = TextTable(header: [
      "detector", "tolerance", "detected", "sensitivity", "by subject", "precision", "F1", "false alarms", "per hour",
      "95 % bound", "latency s", "window AUC", "non-ictal in alarm",
    ])
    for detector in [figures] + baselines.filter({ $0.detector != figures.detector }) {
      table.append(Self.row(detector.detector, "30 s, 60 s", detector.events, detector))
      table.append(Self.row("", "0 s, 5 s", detector.strict, nil))
    }
    return table.text
  }

  private var historyTable: String {
    guard let history else { return "" }
    var table = TextTable(header: [
      "own level", "tolerance", "detected", "sensitivity", "by subject", "precision", "F1", "false alarms", "per hour",
      "95 % bound", "latency s", "", "",
    ])
    for (name, events) in [("cold", history.cold), ("warm", history.warm), ("labelled", history.labelled)] {
      table.append(Self.row(name, "0 s, 5 s", events, nil))
    }
    return table.text + history.sentences.map { $0 + "\n" }.joined()
  }

  private static func row(
    _ name: String, _ tolerance: String, _ events: EventFigures, _ detector: DetectorFigures?
  ) -> [String] {
    [
      name, tolerance, "\(events.detected)/\(events.seizures)", percent(events.sensitivity),
      percent(events.sensitivitySubjectMean), percent(events.precision), number(events.f1, 3),
      "\(events.falseAlarms) in \(number(events.falseAlarmHours, 2)) h", number(events.falseAlarmsPerHour, 2),
      number(Statistics.roundedUp(events.falseAlarmsPerHourUpper95), 2), number(events.latencySecondsMedian, 1),
      detector.map { number($0.windowAreaUnderCurve, 3) } ?? "",
      detector.map { percent($0.nonIctalDetectedShare) } ?? "",
    ]
  }

  private var summaryTable: String {
    var table = TextTable(header: ["mean over persons", "", "95 % interval", "persons"])
    for (name, figure) in [
      ("true positive rate", summary.truePositiveRate), ("true negative rate", summary.trueNegativeRate),
      ("window AUC", summary.areaUnderCurve),
    ] {
      table.append([
        name, Self.number(figure.mean, 3), "\(Self.number(figure.low95, 3)) to \(Self.number(figure.high95, 3))",
        String(figure.persons),
      ])
    }
    table.append(["window", Self.number(summary.windowSeconds, 1) + " s", "", ""])
    return table.text
  }

  private var failureList: String {
    failures.map { "failed: \($0.recording.path): \($0.error ?? "")".shown + "\n" }.joined()
  }

  private var cautionList: String {
    cautions.map { "caution: \($0)".shown + "\n" }.joined()
  }

  /// Where there are more, the rest is in the JSON.
  private static let mostNotes = 60

  private var noteList: String {
    let lines = notes.prefix(Self.mostNotes).map { "note: \($0)\n" }
    let rest = notes.count - lines.count
    return lines.joined() + (rest > 0 ? "note: and \(rest) more, which --json has\n" : "")
  }

  private var footer: String {
    """
    Scorer: \(figures.events.scorer).
    Precision, F1 and "by subject" are means over persons; "-" is undefined. "95 % bound" is the exact Poisson upper bound.
    True positive and negative rate: parts of the ictal and of the other seconds in and outside detected events; intervals by \
    drawing persons anew.
    Window AUC: windows at least half in a seizure against windows outside, within a person, mean over \
    \(figures.windowAreaUnderCurveSubjects) of \(figures.events.subjects) persons.
    Research software, not a medical device.

    """
  }

  private static func number(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "-"
  }

  private static func percent(_ value: Double?) -> String {
    value.map { number($0 * 100, 1) + " %" } ?? "-"
  }
}
