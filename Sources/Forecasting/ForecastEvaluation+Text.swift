import Evaluation
import Foundation

extension ForecastEvaluation {
  /// The figures for a terminal.
  public var text: String {
    var table = TextTable(header: [
      "person", "lead events", "days", "AUC", "p", "sensitivity", "in warning", "Brier skill", "90 days", "all events",
      "AUC", "shown after",
    ])
    for person in people {
      table.append([
        person.person, "\(person.leadEvents)", String(format: "%.0f", person.days),
        Self.fixed(person.areaUnderCurve, 3),
        Self.fixed(person.pValue, 3), Self.fixed(person.sensitivity, 2), Self.fixed(person.timeInWarning, 2),
        Self.fixed(person.brierSkill, 3), Self.fixed(person.brierSkillAgainstNinetyDays, 3),
        person.allEvents.map { "\($0.events)" } ?? "–", Self.fixed(person.allEvents?.areaUnderCurve, 3),
        person.enabledAfterDays.map { String(format: "%.0f days", $0) } ?? "never",
      ])
    }
    let evidence = people.compactMap { person in person.evidence.map { "\(person.person): \($0.text)\n" } }.joined()
    let reasons = people.compactMap { person in person.reason.map { "\(person.person): \($0)\n" } }.joined()
    let hours = predictionHours == 1 ? "hour" : "hours"
    let earlier =
      predictionHours == 0 ? "" : "each forecast was made \(predictionHours) \(hours) before its first hour\n"
    return table.text + "\n" + earlier + Self.line("mean AUC", meanAreaUnderCurve)
      + Self.line("mean sensitivity less time in warning", meanSensitivityLessTimeInWarning)
      + Self.line("mean Brier skill against \(ForecastJudge.reference)", meanBrierSkill) + reasons + evidence
  }

  /// Every judged window, a line each, between tabs.
  public var windowTable: String {
    var lines = ["person\tforecast\twarned\tlead\trunning_rate\tninety_day_rate"]
    for person in people {
      for window in person.windows {
        lines.append(
          "\(person.person)\t\(window.forecast)\t\(window.isWarned ? 1 : 0)\t\(window.isLead ? 1 : 0)\t"
            + "\(window.runningRate)\t\(window.ninetyDayRate)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ name: String, _ mean: PersonMean) -> String {
    let interval = mean.low95.flatMap { low in mean.high95.map { String(format: " (%.3f to %.3f)", low, $0) } } ?? ""
    return "\(name): \(fixed(mean.mean, 3))\(interval)\n"
  }

  private static func fixed(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "–"
  }
}
