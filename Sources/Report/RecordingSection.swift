import Evaluation

/// One recording: what there is to say, its timeline and its events.
struct RecordingSection {
  let report: RecordingReport
  let scale: EvidenceColours

  /// What stands under the recording's name.
  var content: [Markup] {
    if let error = report.error {
      return [Markup("p", ["class": "failed"], ["Failed: ", Markup("bdi", [:], [Markup(error)])])]
    }
    guard let outcome = report.outcome else { return [] }
    var parts = [Markup("p", [:], [Markup(summary(outcome))])]
    if let trace = outcome.trace {
      parts.append(
        TraceFigure(
          durationSeconds: outcome.durationSeconds, seizures: report.tally == nil ? nil : report.seizures,
          alarms: outcome.events.map(\.interval), trace: trace, scale: scale
        ).markup)
      parts += unusable(trace)
    }
    return parts + events(outcome) + notes(outcome)
  }

  /// What was left out of the recording or decided about it.
  private func notes(_ outcome: RecordingOutcome) -> [Markup] {
    guard !outcome.notes.isEmpty else { return [] }
    return [
      Markup(
        "ul", ["class": "note"], outcome.notes.map { Markup("li", [:], [Markup("bdi", [:], [Markup($0)])]) })
    ]
  }

  private func summary(_ outcome: RecordingOutcome) -> String {
    var parts = [NumberText.duration(outcome.durationSeconds)]
    if let tally = report.tally {
      parts.append(NumberText.counted(report.seizures.count, "annotated seizure"))
      parts.append("window AUC \(NumberText.fixed(tally.windows.areaUnderCurve, 3))")
    } else {
      parts.append("no annotations, not scored")
    }
    parts.append(NumberText.counted(outcome.events.count, "alarm"))
    if outcome.gapCount > 0 { parts.append(NumberText.counted(outcome.gapCount, "gap")) }
    if let trace = outcome.trace, trace.hopsPerColumn > 1 {
      parts.append("a column stands for \(NumberText.duration(trace.columnSeconds))")
    }
    return parts.joined(separator: ", ") + "."
  }

  /// What a start or a gap does to every channel; a channel that lost nothing else is not named.
  private static let common: Set = ["settling", "gap", "unknown"]

  private func unusable(_ trace: RecordingTrace) -> [Markup] {
    let seconds = trace.unusableSeconds
    let texts = trace.channels.indices.compactMap { channel -> String? in
      let defects = trace.defects[channel].filter { !Self.common.contains($0) }
      guard !defects.isEmpty else { return nil }
      return
        "\(trace.channels[channel]) for \(NumberText.duration(seconds[channel])) (\(defects.joined(separator: ", ")))"
    }
    return texts.isEmpty
      ? [] : [Markup("p", ["class": "note"], [Markup("Not usable: \(texts.joined(separator: "; ")).")])]
  }

  private func events(_ outcome: RecordingOutcome) -> [Markup] {
    let seizures = report.seizures.map { ($0, [Markup("annotated"), "", Markup(alarm(for: $0, outcome))]) }
    let alarms = outcome.events.map {
      (
        $0.interval,
        [Markup("alarm"), Markup("bdi", [:], [Markup($0.channels.joined(separator: ", "))]), Markup(place($0))]
      )
    }
    let rows = (seizures + alarms).sorted { $0.0.onset < $1.0.onset }.map { interval, cells in
      let span = "\(NumberText.fixed(interval.onset, 1)) to \(NumberText.fixed(interval.end, 1)) s"
      return [Markup(span), cells[0], cells[2], cells[1]]
    }
    guard !rows.isEmpty else { return [] }
    let header = ["when", "event", "what came of it", "channels, the largest share first"]
    return [Table(caption: nil, header: header, rows: rows, isProse: true).markup]
  }

  private func alarm(for seizure: Interval, _ outcome: RecordingOutcome) -> String {
    EventScorer.Parameters.strict.firstAlarm(for: seizure, of: outcome.alarmSeconds)
      .map { "alarm \(NumberText.fixed($0 - seizure.onset, 1)) s after the onset" } ?? "no alarm rose"
  }

  private func place(_ event: RecordingOutcome.Event) -> String {
    guard report.tally != nil else { return "" }
    return report.seizures.contains { $0.overlap(with: event.interval) > 0 } ? "in a seizure" : "outside seizures"
  }
}
