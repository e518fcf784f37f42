import Foundation

extension ForecastOutlook {
  private static let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The outlook for a terminal.
  public var text: String {
    var lines = [person, answer, ""]
    if let area = figures.areaUnderCurve, let sensitivity = figures.sensitivity, let warning = figures.timeInWarning {
      lines.append(
        String(
          format:
            "Judged on %d lead events in %.0f days: AUC %.3f, %.0f %% of them within the %.0f %% of time in warning.",
          figures.leadEvents, figures.days, area, 100 * sensitivity, 100 * warning))
      lines.append("")
    }
    let highest = risks.map(\.probability).max() ?? 0
    lines.append("Risk by hour (highest \(String(format: "%.2g", 100 * highest)) % an hour; x: a seizure came)")
    for start in stride(from: 0, to: risks.count, by: 24) {
      let day = risks[start..<min(start + 24, risks.count)]
      let name = day.first.map { $0.isAhead ? "next 24 h" : "day \($0.hour / 24)" } ?? ""
      let bars = day.map { $0.hasEvent ? "x" : Self.bar($0.probability, of: highest) }.joined()
      lines.append(name.padding(toLength: 10, withPad: " ", startingAt: 0) + bars)
    }
    lines += ["", "Seizures by hour of day, 0 to 23"]
    let most = Double(rose.max() ?? 0)
    lines.append("          " + rose.map { Self.bar(Double($0), of: most) }.joined())
    lines += ["", "Cycles (resultant length of lead events: 0 none, 1 perfect)"]
    lines += cycles.map { String(format: "%8.1f days  %.2f", $0.hours / 24, $0.resultant) }
    if let evidence = figures.evidence { lines += ["", evidence.text] }
    if let board { lines += [""] + board.lines }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func bar(_ value: Double, of highest: Double) -> String {
    guard highest > 0 && value > 0 else { return "·" }
    return steps[min(steps.count - 1, Int(value / highest * Double(steps.count)))]
  }
}
