import Foundation
import Text

extension ForecastEvaluation: JSONDocument {
  private enum CodingKeys: String, CodingKey {
    case people, log
    case predictionHours = "sph_hours"
    case meanAreaUnderCurve = "mean_auc"
    case meanSensitivityLessTimeInWarning = "mean_sensitivity_less_time_in_warning"
  }

  /// Writes people and means; undefined figures are `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(people, forKey: .people)
    try container.encodeIfPresent(log, forKey: .log)
    if predictionHours > 0 { try container.encode(predictionHours, forKey: .predictionHours) }
    try container.encode(meanAreaUnderCurve.mean, forKey: .meanAreaUnderCurve)
    try container.encode(meanSensitivityLessTimeInWarning.mean, forKey: .meanSensitivityLessTimeInWarning)
  }
}

extension ForecastFigures: Encodable {
  private enum CodingKeys: String, CodingKey {
    case person, days, sensitivity, reference, reason, brier, reliability
    case warningArea = "warning_area"
    case leadEvents = "lead_events"
    case areaUnderCurve = "auc"
    case pValue = "p_value"
    case timeInWarning = "time_in_warning"
    case brierSkill = "brier_skill"
    case allEvents = "all_events"
    case evidence = "eeg"
    case isEnabled = "enabled"
    case enabledAfterDays = "enabled_after_days"
  }

  /// Writes the figures; undefined ones are `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(person, forKey: .person)
    try container.encode(leadEvents, forKey: .leadEvents)
    try container.encode(days, forKey: .days)
    try container.encode(areaUnderCurve, forKey: .areaUnderCurve)
    try container.encode(pValue, forKey: .pValue)
    try container.encode(sensitivity, forKey: .sensitivity)
    try container.encode(timeInWarning, forKey: .timeInWarning)
    try container.encode(warningArea, forKey: .warningArea)
    try container.encode(brier, forKey: .brier)
    try container.encode(reliability, forKey: .reliability)
    try container.encode(brierSkill, forKey: .brierSkill)
    try container.encode(ForecastJudge.reference, forKey: .reference)
    try container.encode(allEvents, forKey: .allEvents)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(isEnabled, forKey: .isEnabled)
    try container.encode(enabledAfterDays, forKey: .enabledAfterDays)
    try container.encode(reason, forKey: .reason)
  }
}
