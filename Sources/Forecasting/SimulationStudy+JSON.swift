import Foundation
import Text

extension SimulationStudy: JSONDocument {
  private enum CodingKeys: String, CodingKey {
    case kinds
  }

  /// Writes the kinds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .kinds)
  }
}

extension SimulationStudy.Row: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name = "kind"
    case isPredictable = "predictable"
    case people
    case everShown = "ever_shown"
    case everShownLow = "ever_shown_low95"
    case everShownHigh = "ever_shown_high95"
    case shownAtEnd = "shown_at_end"
    case significant = "p_below_005"
    case sensitivity = "sensitivity_at_30_percent"
    case oracle = "oracle_sensitivity_at_30_percent"
  }

  /// Writes shares from 0 to 1; undefined ones are `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(isPredictable, forKey: .isPredictable)
    try container.encode(people, forKey: .people)
    try container.encode(everShown.share, forKey: .everShown)
    try container.encode(everShown.low95, forKey: .everShownLow)
    try container.encode(everShown.high95, forKey: .everShownHigh)
    try container.encode(shownAtEnd.share, forKey: .shownAtEnd)
    try container.encode(significant, forKey: .significant)
    try container.encode(sensitivity, forKey: .sensitivity)
    try container.encode(oracle, forKey: .oracle)
  }
}
