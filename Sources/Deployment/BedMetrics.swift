import Foundation
import Text

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
    addStorage(&lines, beds)
    addForecast(&lines, beds)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Of a bed that does not answer nothing is said.
  private static func addStorage(_ lines: inout [String], _ beds: [Bed]) {
    func add(_ name: String, _ help: String, _ value: (BedState, StorageRoom) -> Double?) {
      Self.add("prodrome_bed_\(name)", help, &lines, beds) { bed in
        bed.state.condition == .noContact ? nil : bed.state.storage.flatMap { value(bed.state, $0) }
      }
    }
    add("log_segments", "Segments of the log") { $1.segments.map(Double.init) }
    add("log_segments_limit", "Segments that the log may have: then the oldest are overwritten") {
      $1.segmentLimit.map(Double.init)
    }
    add("log_overwrites_seconds", "Time until the log's oldest is overwritten, as it grew so far") {
      $1.bytesToOverwriting.flatMap($0.seconds)
    }
    add("disk_free_bytes", "Room on the log's disk") { $1.freeBytes.map(Double.init) }
    add("disk_full_seconds", "Time until the log has filled its disk, as it grew so far, where it will") {
      $1.bytesToFull.flatMap($0.seconds)
    }
    add("disk_read_only", "1 if the log's disk can only be read") { $1.isReadOnly.map { $0 ? 1 : 0 } }
    add("storage_trouble", "1 if the log's disk is read-only, full or nearly full") { state, room in
      if state.storageTrouble != nil { return 1 }
      return room.isReadOnly == nil || room.bytesToOverwriting == nil && room.bytesToFull == nil ? nil : 0
    }
  }

  /// Only what the board shows itself, of now: what it withholds has no probability here either.
  private static func addForecast(_ lines: inout [String], _ beds: [Bed]) {
    func current(_ bed: Bed) -> ToldForecast? { bed.state.isForecastOld ? nil : bed.state.forecast }
    add("prodrome_bed_forecast_shown", "1 if the board shows a forecast, 0 if it withholds it", &lines, beds) {
      current($0).map { $0.withheld == nil ? 1 : 0 }
    }
    add("prodrome_bed_forecast_probability", "Probability of a lead event in the hour", &lines, beds) {
      current($0)?.probability
    }
    add("prodrome_bed_forecast_usual_probability", "The same by the person's running rate", &lines, beds) {
      current($0)?.usualProbability
    }
    add("prodrome_bed_forecast_warning", "1 while a warning is shown", &lines, beds) {
      current($0)?.level.map { $0 == .high ? 1 : 0 }
    }
    header("prodrome_bed_forecast_withheld", "1 with the reason why no forecast is shown", &lines)
    for bed in beds {
      guard let reason = current(bed)?.withheld?.word else { continue }
      lines.append("prodrome_bed_forecast_withheld{bed=\"\(label(bed.name))\",reason=\"\(reason)\"} 1")
    }
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
    text.shown.spelled { $0 == "\\" || $0 == "\"" ? "\\\($0)" : nil }
  }
}
