import Forecast

/// What a forecaster of the EEG is trained from: a person's scored hours whose terms are known, between tabs.
///
/// Columns: `hour` (local, since a Monday's midnight), `lead` (1 where a lead event came), `history` (what the history
/// alone forecast, made before the hour), `x0` to `x17` (`FeatureBaseline`'s terms, from hours before it).
public struct TermTable: Sendable {
  /// The person's name.
  public let person: String
  /// Hours of which enough is known.
  public let knownHours: Int
  /// Lines of the table.
  public let rows: Int
  /// Lead events in them.
  public let leadEvents: Int
  /// The table.
  public let text: String

  /// Goes through a person's record.
  public init(_ person: RecordedPerson) {
    let run = ForecastRun(person.history, source: EvidenceSource(features: person.features, evidence: nil))
    var lines = ["hour\tlead\thistory\t" + (0..<FeatureBaseline.terms).map { "x\($0)" }.joined(separator: "\t")]
    var leads = 0
    for hour in run.hours {
      guard let terms = hour.terms else { continue }
      leads += hour.isLead ? 1 : 0
      let values = (0..<FeatureBaseline.terms).map { "\(terms[$0])" }.joined(separator: "\t")
      lines.append("\(hour.hour)\t\(hour.isLead ? 1 : 0)\t\(hour.historyProbability)\t\(values)")
    }
    self.person = person.history.person
    knownHours = person.features.knownHours
    rows = lines.count - 1
    leadEvents = leads
    text = lines.joined(separator: "\n") + "\n"
  }
}
