import Evaluation

/// The recordings: a table of all, then each with its timeline and its events.
struct RecordingSections {
  let report: EvaluationReport

  /// The table, the legend and the recordings.
  var markup: [Markup] {
    let traces = report.recordings.compactMap { $0.outcome?.trace }
    let scale = EvidenceColours(traces)
    let sections = report.recordings.enumerated().map { section($1, number: $0, scale: scale) }
    return [index] + (traces.isEmpty ? [] : [EvidenceLegend(scale: scale).markup]) + sections
  }

  private var index: Markup {
    let rows = report.recordings.enumerated().map { number, recording in
      [
        Markup(
          "a", ["href": "#recording-\(number)"],
          [Markup("bdi", [:], [Markup(recording.recording.url.lastPathComponent)])]),
        duration(recording, number), count("seizures", recording.tally?.events.score.referenceCount, number),
        count("detected", recording.tally?.events.score.truePositives, number),
        count("strict_detected", recording.tally?.strict.score.truePositives, number),
        count("false_alarms", recording.tally?.events.score.falsePositives, number),
        count("strict_false_alarms", recording.tally?.strict.score.falsePositives, number),
        Exact(
          "per_recording.\(number).window_auc", recording.tally?.windows.areaUnderCurve,
          NumberText.fixed(recording.tally?.windows.areaUnderCurve, 3)
        ).markup,
      ]
    }
    return Table(
      caption: "All recordings",
      header: [
        "recording", "length", "seizures", "detected", "strictly", "false alarms", "strictly", "window AUC",
      ], rows: rows
    ).markup
  }

  private func duration(_ recording: RecordingReport, _ number: Int) -> Markup {
    let seconds = recording.outcome?.durationSeconds
    return Exact("per_recording.\(number).duration_s", seconds, seconds.map(NumberText.duration) ?? "–").markup
  }

  private func count(_ name: String, _ value: Int?, _ number: Int) -> Markup {
    Exact("per_recording.\(number).\(name)", value.map(Double.init), value.map { String($0) } ?? "–").markup
  }

  private func section(_ recording: RecordingReport, number: Int, scale: EvidenceColours) -> Markup {
    Markup(
      "section", ["class": "recording", "aria-labelledby": "recording-\(number)"],
      [Markup("h3", ["id": "recording-\(number)"], [Markup("bdi", [:], [Markup(recording.recording.path)])])]
        + RecordingSection(report: recording, scale: scale).content)
  }
}
