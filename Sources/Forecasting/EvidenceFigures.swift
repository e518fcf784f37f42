import Evaluation
import Forecast
import Foundation

/// What the EEG's evidence was worth on one person, over the scored hours for which there was some; nil is undefined.
public struct EvidenceFigures: Equatable, Sendable {
  /// Hours with evidence.
  public let hours: Int
  /// Lead events in them.
  public let leadEvents: Int
  /// Area under the curve with the evidence, whether or not its gate was open.
  public let areaUnderCurve: Double?
  /// Of the history's forecast alone, in the same hours.
  public let historyAreaUnderCurve: Double?
  /// What the evidence gained for each lead event: the logarithm of the likelihood ratio to the history's forecast.
  public let gainPerLeadEvent: Double?
  /// The weight that was learned, from 0 to 1.
  public let weight: Double
  /// Whether the gate is open: only then the weight is in force.
  public let isOpen: Bool
  /// Days from the record's start until it opened first.
  public let openedAfterDays: Double?

  init(_ all: [ForecastRun.Hour], _ forecaster: EvidenceForecaster) {
    let found = all.filter { $0.candidate != nil }
    let leads = found.filter(\.isLead)
    let others = found.filter { !$0.isLead }
    hours = found.count
    leadEvents = leads.count
    areaUnderCurve = RankStatistic.areaUnderCurve(
      positives: leads.map { $0.candidate ?? 0 }, negatives: others.map { $0.candidate ?? 0 })
    historyAreaUnderCurve = RankStatistic.areaUnderCurve(
      positives: leads.map(\.historyProbability), negatives: others.map(\.historyProbability))
    let gain = found.reduce(0) { sum, hour in
      let (with, without) = (hour.candidate ?? 0, hour.historyProbability)
      return sum + (hour.isLead ? log(with / without) : log((1 - with) / (1 - without)))
    }
    gainPerLeadEvent = leads.isEmpty ? nil : gain / Double(leads.count)
    weight = Double(forecaster.weight) / 65_536
    isOpen = forecaster.gate.isOpen
    openedAfterDays = forecaster.gate.openedAfterHours.map { Double($0) / 24 }
  }

  /// For people, a sentence.
  public var text: String {
    let gate =
      isOpen
      ? "it helps this person and counts, its weight \(String(format: "%.2f", weight))"
      : "not shown to help this person: its weight is 0"
    guard let areaUnderCurve, let historyAreaUnderCurve else {
      return "EEG: \(hours) hours with evidence and \(leadEvents) lead events in them; \(gate)"
    }
    return "EEG: \(hours) hours with evidence and \(leadEvents) lead events in them, AUC "
      + String(format: "%.3f, of the history alone %.3f; ", areaUnderCurve, historyAreaUnderCurve) + gate
  }
}

extension EvidenceFigures: Encodable {
  private enum CodingKeys: String, CodingKey {
    case hours, weight
    case leadEvents = "lead_events"
    case areaUnderCurve = "auc"
    case historyAreaUnderCurve = "history_auc"
    case gainPerLeadEvent = "gain_per_lead_event"
    case isOpen = "counts"
    case openedAfterDays = "counts_after_days"
  }

  /// Writes the figures; undefined ones are `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(hours, forKey: .hours)
    try container.encode(leadEvents, forKey: .leadEvents)
    try container.encode(areaUnderCurve, forKey: .areaUnderCurve)
    try container.encode(historyAreaUnderCurve, forKey: .historyAreaUnderCurve)
    try container.encode(gainPerLeadEvent, forKey: .gainPerLeadEvent)
    try container.encode(weight, forKey: .weight)
    try container.encode(isOpen, forKey: .isOpen)
    try container.encode(openedAfterDays, forKey: .openedAfterDays)
  }
}
