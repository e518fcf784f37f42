import Evaluation
import Foundation

extension ForecastEvaluation {
  /// The figures for a terminal.
  public var text: String {
    var table = TextTable(header: [
      "person", "lead events", "days", "AUC", "p", "sensitivity", "in warning", "Brier skill", "90 days", "shown after",
    ])
    for person in people {
      table.append([
        person.person, "\(person.leadEvents)", String(format: "%.0f", person.days),
        Self.fixed(person.areaUnderCurve, 3),
        Self.fixed(person.pValue, 3), Self.fixed(person.sensitivity, 2), Self.fixed(person.timeInWarning, 2),
        Self.fixed(person.brierSkill, 3), Self.fixed(person.brierSkillAgainstNinetyDays, 3),
        person.enabledAfterDays.map { String(format: "%.0f days", $0) } ?? "never",
      ])
    }
    let reasons = people.compactMap { person in person.reason.map { "\(person.person): \($0)\n" } }.joined()
    return table.text + "\n" + Self.line("mean AUC", meanAreaUnderCurve)
      + Self.line("mean sensitivity less time in warning", meanSensitivityLessTimeInWarning)
      + Self.line("mean Brier skill against \(ForecastJudge.reference)", meanBrierSkill) + reasons
  }

  private static func line(_ name: String, _ mean: PersonMean) -> String {
    let interval = mean.low95.flatMap { low in mean.high95.map { String(format: " (%.3f to %.3f)", low, $0) } } ?? ""
    return "\(name): \(fixed(mean.mean, 3))\(interval)\n"
  }

  private static func fixed(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "–"
  }
}
