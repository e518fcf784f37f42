import Foundation

/// Beds in the text form that Prometheus reads.
public enum BedMetrics {
  /// The text, one sample a line.
  public static func text(_ beds: [Bed]) -> String {
    var lines: [String] = []
    add("prodrome_bed_reachable", "1 if the newest question was answered", &lines, beds) {
      $0.state.condition == .noContact ? 0 : 1
    }
    for condition in BedState.Condition.allCases {
      if condition == .seizure { header("prodrome_bed_condition", "1 for what the bed comes down to", &lines) }
      for bed in beds {
        lines.append(
          "prodrome_bed_condition{bed=\"\(label(bed.name))\",condition=\"\(condition.rawValue)\"} "
            + (bed.state.condition == condition ? "1" : "0"))
      }
    }
    add("prodrome_bed_decision_age_seconds", "Age of the newest decision by the board's clock", &lines, beds) {
      $0.state.decisionAge
    }
    add("prodrome_bed_contact_timestamp_seconds", "When the board was last reached", &lines, beds) {
      $0.state.contact?.timeIntervalSince1970
    }
    add("prodrome_bed_usable_channels", "Channels of the newest decision that can be used", &lines, beds) {
      $0.state.decision.map { Double($0.usable.count) }
    }
    add("prodrome_bed_channels", "Channels of the newest decision", &lines, beds) {
      $0.state.decision.map { Double($0.channelCount) }
    }
    add("prodrome_bed_standing_faults", "Faults that stand", &lines, beds) { Double($0.state.faults.count) }
    add("prodrome_bed_frames_lost_total", "Frames lost since the board's program started", &lines, beds) {
      $0.state.health.map { Double($0.lost) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func header(_ name: String, _ help: String, _ lines: inout [String]) {
    lines.append("# HELP \(name) \(help).")
    lines.append("# TYPE \(name) \(name.hasSuffix("_total") ? "counter" : "gauge")")
  }

  private static func add(
    _ name: String, _ help: String, _ lines: inout [String], _ beds: [Bed], _ value: (Bed) -> Double?
  ) {
    header(name, help, &lines)
    for bed in beds {
      guard let value = value(bed) else { continue }
      let text = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
      lines.append("\(name){bed=\"\(label(bed.name))\"} \(text)")
    }
  }

  /// A label's value with what the format does not allow escaped; what a terminal would obey is shown, as text of it.
  private static func label(_ text: String) -> String {
    text.shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
