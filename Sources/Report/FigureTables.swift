import Evaluation

/// The figures of an evaluation: as summary tables have them, beside the detectors that know nothing, and by person.
struct FigureTables {
  let report: EvaluationReport

  /// All tables with what explains them.
  var markup: [Markup] {
    [
      summary,
      note(
        """
        True positive and negative rate: parts of the ictal and of the other seconds in and outside detected events. \
        Window AUC: windows at least half in a seizure against windows outside. Intervals by drawing persons anew, 10,000 times.
        """),
      detectors,
      note(
        """
        Tolerance: how early before a seizure and how late after it an alarm may come. Precision, F1 and “by person” are means \
        over persons. The bound is the exact Poisson upper bound of the rate, one-sided 95 %.
        """),
    ] + history + [persons]
  }

  /// Without and with the person's history, if it was asked for.
  private var history: [Markup] {
    guard let history = report.history else { return [] }
    let columns = [("cold", history.cold), ("warm", history.warm), ("labelled", history.labelled)]
    let table = Table(
      caption: "With a level of the person's own",
      header: [
        "own level", "tolerance", "detected", "sensitivity", "by person", "precision", "F1", "false alarms", "per hour",
        "95 % bound", "latency",
      ], rows: columns.map { row($0.0, "0 s, 5 s", $0.1, key: "strict_\($0.0).") })
    return [table.markup, note(history.sentences.joined(separator: " "))]
  }

  private func note(_ text: String) -> Markup { Markup("p", ["class": "note"], [Markup(text)]) }

  private var summary: Markup {
    let summary = report.summary
    let figures = [
      ("True positive rate", "true_positive_rate", summary.truePositiveRate),
      ("True negative rate", "true_negative_rate", summary.trueNegativeRate),
      ("Window AUC", "window_auc", summary.areaUnderCurve),
    ]
    var rows = figures.map { title, key, mean in
      [
        Markup(title), rate("summary.\(key).mean", mean.mean),
        interval(mean, key: "summary.\(key)."),
        Exact("summary.\(key).persons", Double(mean.persons), String(mean.persons)).markup,
      ]
    }
    let window = NumberText.fixed(summary.windowSeconds, 1) + " s"
    rows.append(["Window", Exact("summary.window_s", summary.windowSeconds, window).markup, "", ""])
    return Table(caption: "Mean over persons", header: ["figure", "mean", "95 % interval", "persons"], rows: rows)
      .markup
  }

  private func interval(_ mean: PersonMean, key: String) -> Markup {
    guard mean.low95 != nil else { return "–" }
    return .joined([rate(key + "low95", mean.low95), " to ", rate(key + "high95", mean.high95)])
  }

  private func rate(_ name: String, _ value: Double?) -> Markup {
    Exact(name, value, NumberText.fixed(value, 3)).markup
  }

  private var detectors: Markup {
    let others = report.baselines.enumerated().filter { $0.element.detector != report.figures.detector }
    let rows =
      self.rows(report.figures, key: "")
      + others.flatMap { self.rows($0.element, key: "baselines.\($0.offset).") }
    return Table(
      caption: "Beside detectors that know nothing",
      header: [
        "detector", "tolerance", "detected", "sensitivity", "by person", "precision", "F1", "false alarms",
        "per hour", "95 % bound", "latency", "window AUC",
      ], rows: rows
    ).markup
  }

  private func rows(_ figures: DetectorFigures, key: String) -> [[Markup]] {
    [
      row(figures.detector, "30 s, 60 s", figures.events, key: key) + [
        rate(key + "window_auc", figures.windowAreaUnderCurve)
      ],
      row(figures.detector, "0 s, 5 s", figures.strict, key: key + "strict.") + [""],
    ]
  }

  private func row(_ name: String, _ tolerance: String, _ events: EventFigures, key: String) -> [Markup] {
    func count(_ name: String, _ value: Int) -> Markup { Exact(key + name, Double(value), String(value)).markup }
    func exact(_ name: String, _ value: Double?, _ text: String) -> Markup { Exact(key + name, value, text).markup }
    return [
      Markup(name), Markup(tolerance),
      .joined([count("detected", events.detected), " of ", count("seizures", events.seizures)]),
      exact("sensitivity", events.sensitivity, NumberText.percent(events.sensitivity)),
      exact(
        "sensitivity_subject_mean", events.sensitivitySubjectMean, NumberText.percent(events.sensitivitySubjectMean)),
      exact("precision", events.precision, NumberText.percent(events.precision)), rate(key + "f1", events.f1),
      .joined([
        count("false_alarms", events.falseAlarms), " in ",
        exact("false_alarm_hours", events.falseAlarmHours, NumberText.fixed(events.falseAlarmHours, 2)), " h",
      ]),
      exact("false_alarms_per_hour", events.falseAlarmsPerHour, NumberText.fixed(events.falseAlarmsPerHour, 2)),
      exact(
        "false_alarms_per_hour_upper95", events.falseAlarmsPerHourUpper95,
        NumberText.bound(events.falseAlarmsPerHourUpper95)),
      exact(
        "latency_s_median", events.latencySecondsMedian, events.latencySecondsMedian.map(NumberText.duration) ?? "–"),
    ]
  }

  private var persons: Markup {
    let rows = report.subjects.enumerated().map { index, subject in
      let (events, strict) = (subject.figures.events, subject.figures.strict)
      let key = "per_subject.\(index)."
      func count(_ name: String, _ value: Int) -> Markup { Exact(key + name, Double(value), String(value)).markup }
      return [
        Markup("bdi", [:], [Markup(subject.codes.joined(separator: " + "))]), count("recordings", events.recordings),
        Exact(key + "hours", events.hours, NumberText.fixed(events.hours, 2)).markup,
        count("seizures", events.seizures), count("detected", events.detected),
        count("strict_detected", strict.detected), count("false_alarms", events.falseAlarms),
        count("strict_false_alarms", strict.falseAlarms),
        rate(key + "window_auc", subject.figures.windowAreaUnderCurve),
      ]
    }
    return Table(
      caption: "By person",
      header: [
        "person", "recordings", "hours", "seizures", "detected", "strictly", "false alarms", "strictly", "window AUC",
      ], rows: rows
    ).markup
  }
}
