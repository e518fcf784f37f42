import Foundation

/// What a dataset cannot show, found from its annotations and its windows: sentences that belong beside every figure.
struct Cautions {
  /// One sentence or two each; empty if there is nothing to warn of.
  let sentences: [String]

  init(_ recordings: [RecordingReport]) {
    let scored = recordings.filter { $0.tally != nil }
    let checks = [
      Self.tolerance(scored), Self.separatePersons(scored), Self.fewHours(scored), Self.onsetAtStart(scored),
      Self.unscored(scored), Self.withoutReference(recordings), Self.failed(recordings),
    ]
    sentences = checks.compactMap { $0 } + SharedSentences.of(recordings, \.cautions)
  }

  /// Below this share of the non-ictal time, the time outside all tolerances does not tell detectors apart.
  private static let leastUsefulShare = 0.05

  private static func tolerance(_ scored: [RecordingReport]) -> String? {
    let ictal = scored.filter { !$0.seizures.isEmpty }
    let tallies = ictal.compactMap(\.tally)
    let nonIctal = tallies.reduce(0) { $0 + $1.durationSeconds - $1.ictalSeconds }
    let outside = tallies.reduce(0) { $0 + $1.events.falseAlarmSeconds }
    guard !tallies.isEmpty && outside <= leastUsefulShare * nonIctal else { return nil }
    let alwaysOn = ictal.compactMap { $0.tally(of: .alwaysOn) }.reduce(into: ScoreTally()) { $0 += $1 }.events.score
    let parameters = EventScorer.Parameters.szCORE
    return (outside == 0 ? "All non-ictal time" : "\(percent(1 - outside / nonIctal)) of the non-ictal time")
      + " in the recordings with a seizure (\(ictal.count)) lies within the tolerance of a seizure "
      + "(\(Int(parameters.toleranceStart)) s before, \(Int(parameters.toleranceEnd)) s after): there, these figures "
      + "cannot separate a detector from always-on, which scores \(alwaysOn.truePositives) of "
      + "\(alwaysOn.referenceCount) with \(alwaysOn.falsePositives) false alarms. "
      + "Judge by the strict figures, the window AUC and recordings without a seizure."
  }

  private static func separatePersons(_ scored: [RecordingReport]) -> String? {
    let withSeizures = Set(scored.filter { !$0.seizures.isEmpty }.map(\.recording.person))
    let withFalseAlarmTime = Set(
      scored.filter { ($0.tally?.events.falseAlarmSeconds ?? 0) > 0 }.map(\.recording.person))
    guard !withSeizures.isEmpty && !withFalseAlarmTime.isEmpty && withSeizures.isDisjoint(with: withFalseAlarmTime)
    else { return nil }
    return "Nobody contributes both seizures and time in which a false alarm can occur: a detector that tells the two "
      + "groups of recordings apart, by their amplifier for instance, would look just as good."
  }

  private static func fewHours(_ scored: [RecordingReport]) -> String? {
    let hours = scored.reduce(0) { $0 + ($1.tally?.events.falseAlarmSeconds ?? 0) } / 3600
    guard hours > 0 else { return nil }
    let leastBound = PoissonBound.upper95(count: 0) / hours
    guard leastBound * 24 > 1 else { return nil }
    return "False alarms can occur in \(number(hours, 2)) h only: even none of them would bound the rate at "
      + "\(number(Statistics.roundedUp(leastBound) ?? leastBound, 2)) per hour (95 %)."
  }

  private static func onsetAtStart(_ scored: [RecordingReport]) -> String? {
    let seizures = scored.reduce(0) { $0 + $1.seizures.count }
    let early = scored.reduce(0) { sum, report in
      guard let first = report.firstWindowEndSeconds else { return sum }
      return sum + report.seizures.count { $0.onset < first }
    }
    guard early > 0 else { return nil }
    return "\(early) of \(seizures) seizures begin before the first window of their recording is complete: what a "
      + "filter does at the start of a file coincides with their onset, and nothing can be found before that window."
  }

  private static func unscored(_ scored: [RecordingReport]) -> String? {
    let windows = scored.compactMap(\.tally?.windows).reduce(into: WindowScores()) { $0 += $1 }
    guard windows.unscoredCount > 0 else { return nil }
    return "\(windows.unscoredCount) of \(windows.count) windows "
      + "(\(percent(Double(windows.unscoredCount) / Double(windows.count)))) had too little usable signal for a score; "
      + "their time counts in all rates."
  }

  private static func withoutReference(_ recordings: [RecordingReport]) -> String? {
    let count = recordings.count { $0.error == nil && $0.recording.eventsURL == nil }
    return count == 0 ? nil : "\(count) of \(recordings.count) recordings have no *_events.tsv and are not scored."
  }

  private static func failed(_ recordings: [RecordingReport]) -> String? {
    let count = recordings.count { $0.error != nil }
    return count == 0 ? nil : "\(count) of \(recordings.count) recordings failed and are in no figure."
  }

  private static func percent(_ share: Double) -> String { number(share * 100, 1) + " %" }

  private static func number(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }
}
