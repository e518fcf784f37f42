import Foundation

/// What a detector that follows a person finds without and with their history: the same recordings, judged three times.
public struct HistoryReport: Sendable {
  /// Hours in bed before each recording.
  public let hours: Double
  /// The recordings with annotations, in the dataset's order.
  public let entries: [HistoryOutcome]
  /// Strict figures, nothing being known of a person.
  public let cold: EventFigures
  /// Strict figures after a time in bed, learned unlabelled.
  public let warm: EventFigures
  /// Strict figures after learning from what is known to lie outside seizures: the upper bound.
  public let labelled: EventFigures

  /// Puts the recordings together.
  ///
  /// - Parameters:
  ///   - hours: Hours in bed before each recording.
  ///   - entries: In the dataset's order.
  init(hours: Double, entries: [HistoryOutcome]) {
    self.hours = hours
    self.entries = entries
    let persons = Dictionary(grouping: entries, by: \.recording.person).sorted { $0.key < $1.key }.map(\.value)
    func figures(_ tally: (HistoryOutcome) -> ScoreTally) -> EventFigures {
      let tallies = persons.map { own in own.map(tally).reduce(into: ScoreTally()) { $0 += $1 } }
      return EventFigures(tallies, parameters: .strict, events: \.strict)
    }
    cold = figures(\.cold)
    warm = figures(\.warm)
    labelled = figures(\.labelled)
  }

  /// How many recordings have what before them.
  public func count(of source: HeardBefore) -> Int { entries.count { $0.source == source } }

  /// The largest part of a time in bed that lies in seizures; nil without one.
  public var largestIctalShare: Double? { entries.compactMap { $0.learned?.ictalShare }.max() }

  /// What the columns are, in sentences.
  public var sentences: [String] {
    var sentences = [
      "Cold: nothing is known of the person. Warm: after \(String(format: "%g", hours)) h in bed, played through the device's own "
        + "rules, annotations unseen. Labelled: the threshold from hops that are known to lie outside seizures, the upper bound.",
      "The time in bed is the person's own recordings, those without a seizure and their hops outside seizures repeated until at most "
        + "\(String(format: "%.1f", (largestIctalShare ?? 0) * 100)) % of it lies in seizures. Recordings with another montage do not count.",
    ]
    let counts = [
      (count(of: .earlier), "have the person's earlier recordings before them"),
      (count(of: .others), "the person's other recordings, since no dates tell which came first"),
      (count(of: .none), "nothing, and are judged cold in all columns"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !counts.isEmpty { sentences.append("Of \(entries.count) recordings " + counts.joined(separator: ", ") + ".") }
    return sentences
  }
}

extension HistoryReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case hours, earlier, others, none
    case largestIctalShare = "largest_ictal_share"
    case perRecording = "per_recording"
  }

  /// Writes what the columns were made of; the columns themselves stand beside `strict`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(hours, forKey: .hours)
    try container.encode(count(of: .earlier), forKey: .earlier)
    try container.encode(count(of: .others), forKey: .others)
    try container.encode(count(of: .none), forKey: .none)
    try container.encode(largestIctalShare, forKey: .largestIctalShare)
    try container.encode(entries, forKey: .perRecording)
  }
}
