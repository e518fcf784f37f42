import Forecast
import Foundation
import Text

extension ForecastOutlook: JSONDocument {
  private enum CodingKeys: String, CodingKey {
    case person, answer, enabled, reason, risks, rose, cycles, shares, board, log, eeg
  }

  private enum RiskKeys: String, CodingKey {
    case hour, probability, level, ahead, event
  }

  private enum CycleKeys: String, CodingKey {
    case hours, resultant
  }

  private enum ShareKeys: String, CodingKey {
    case base, rate, weekday, cycle, eeg
    case hourOfDay = "hour_of_day"
    case sinceLast = "since_last"
  }

  /// Writes the answer, risks by hour (oldest first, local hours since the epoch), events by hour of day, cycles, and
  /// what the coming hour's log-odds are made of; what the board's log says, else null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(person, forKey: .person)
    try container.encode(answer, forKey: .answer)
    try container.encode(figures.isEnabled, forKey: .enabled)
    try container.encode(figures.reason, forKey: .reason)
    try container.encode(rose, forKey: .rose)
    try container.encode(board, forKey: .board)
    try container.encode(log, forKey: .log)
    try container.encode(figures.evidence, forKey: .eeg)
    var list = container.nestedUnkeyedContainer(forKey: .risks)
    for risk in risks {
      var part = list.nestedContainer(keyedBy: RiskKeys.self)
      try part.encode(risk.hour, forKey: .hour)
      try part.encode(risk.probability, forKey: .probability)
      try part.encode("\(risk.level)", forKey: .level)
      try part.encode(risk.isAhead, forKey: .ahead)
      try part.encode(risk.hasEvent, forKey: .event)
    }
    list = container.nestedUnkeyedContainer(forKey: .cycles)
    for cycle in cycles {
      var part = list.nestedContainer(keyedBy: CycleKeys.self)
      try part.encode(cycle.hours, forKey: .hours)
      try part.encode(cycle.resultant, forKey: .resultant)
    }
    var part = container.nestedContainer(keyedBy: ShareKeys.self, forKey: .shares)
    try part.encode(Self.logOdds(shares.base), forKey: .base)
    try part.encode(Self.logOdds(shares[.rate]), forKey: .rate)
    try part.encode(Self.logOdds(shares[.hourOfDay]), forKey: .hourOfDay)
    try part.encode(Self.logOdds(shares[.weekday]), forKey: .weekday)
    try part.encode(Self.logOdds(shares[.sinceLast]), forKey: .sinceLast)
    try part.encode(Self.logOdds(shares[.cycle]), forKey: .cycle)
    try part.encode(evidenceShare.map(Self.logOdds), forKey: .eeg)
  }

  private static func logOdds(_ value: Int64) -> Double { Double(value) / Double(1 << 24) }
}
