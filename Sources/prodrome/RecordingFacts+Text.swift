import Text

extension RecordingFacts {
  /// The report for people.
  var text: String {
    let gaps = duration_s.map { $0 - data_s } ?? 0
    var lines = [
      file.shown,
      "  format       \(format), \(records) data records of \(short(record_duration_s)) s"
        + (gaps > 0 ? ", \(short(gaps)) s of gaps" : ""),
      "  start        \(start ?? "unknown")" + (start_offset_s == 0 ? "" : " and \(short(start_offset_s)) s"),
      "  duration     \(short(duration_s ?? data_s)) s",
      "  patient      \(patient.shown)",
      "  recording    \(recording.shown)",
      "  inputs       "
        + (rate_hz.map { "\(signals.count { $0.input != nil }) at \(short($0)) Hz" } ?? "none: no EEG"),
      "  signals",
    ]
    let width = signals.map(\.label.shown.count).max() ?? 0
    for signal in signals { lines.append(line(signal, width)) }
    if !annotations.isEmpty { lines.append("  annotations") }
    for annotation in annotations {
      let duration = annotation.duration_s.map { " for \(short($0)) s" } ?? ""
      lines.append("    \(short(annotation.onset_s)) s\(duration): \(annotation.text.shown)")
    }
    if !notes.isEmpty { lines.append("  notes") }
    for note in notes { lines.append("    \(note.shown)") }
    if !cautions.isEmpty { lines.append("  cautions") }
    for caution in cautions { lines.append("    \(caution.shown)") }
    return lines.joined(separator: "\n")
  }

  private func line(_ signal: Signal, _ width: Int) -> String {
    let name = signal.label.shown
    let label = name + String(repeating: " ", count: width - name.count)
    let rate = signal.rate_hz.map { "\(short($0)) Hz" } ?? "no rate"
    let range = "\(short(signal.physical_minimum)) to \(short(signal.physical_maximum)) \(signal.dimension.shown)"
    let reason = signal.left_out.map { $0 == signal.kind ? $0 : "left out: \($0)" }
    let use = (signal.input.map { "input \($0)" } ?? reason ?? signal.kind).shown
    var line = "    \(label)  \(rate), \(range), \(use)"
    if let samples = signal.samples, let low = samples.physical_minimum, let high = samples.physical_maximum,
      let mean = samples.physical_mean
    {
      line += "; \(samples.count) samples \(short(low)) to \(short(high)), mean \(short(mean))"
      if samples.outside > 0 { line += ", \(samples.outside) outside the declared range" }
    }
    return line
  }

  /// A number with at most three decimals.
  private func short(_ value: Double) -> String {
    let rounded = (value * 1_000).rounded() / 1_000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(rounded)"
  }
}
