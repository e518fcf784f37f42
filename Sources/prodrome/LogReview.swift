import Foundation
import Station
import Text

/// `prodrome evaluate` of a board's log: what its alarms were, by the marks of whoever looked.
struct LogReview: JSONDocument {
  /// One person's alarms.
  struct Person: Encodable {
    let pseudonym: String
    let watched_h: Double
    let judged_h: Double
    let alarms: Int
    let seizures: Int
    let false_alarms: Int
    let unsure: Int
    let unmarked: Int
    @OrNull var false_alarms_per_24h: Bounds?
    let delays: Int
    @OrNull var median_delay_s: Double?
    @OrNull var longest_delay_s: Double?
  }

  /// What is known of a number whose alarms are not all marked.
  struct Bounds: Encodable {
    let least: Double
    let most: Double
  }

  let type = "review"
  let log: String
  let intact: Bool
  let marks: Int
  let signed_marks: Int
  let people: [Person]
  let cautions: [String]
  /// Lines of the marks' file that are no marks; not part of the document, but for its cautions.
  let refusedMarks: Int

  private enum CodingKeys: String, CodingKey {
    case type, log, intact, marks, signed_marks, people, cautions
  }

  /// Reads a log and its marks.
  ///
  /// - Parameter path: The log's folder.
  /// - Throws: `LogReadError`, or a file error.
  init(of path: String) throws {
    let file = LogFile(URL(fileURLWithPath: path))
    let overview = try LogOverview(file)
    let summary = overview.summary
    let (found, refusals) = try MarkFile(of: file.url).readable()
    let reviews = [AlarmReview](summary, overview.history, found)
    log = path
    intact = summary.isIntact
    marks = found.count
    signed_marks = found.count { $0.signer != nil }
    people = reviews.map(Person.init)
    refusedMarks = refusals.count
    cautions =
      refusals.map { "A mark does not count: \($0)" } + Self.cautions(reviews, isIntact: summary.isIntact)
      + (found.contains { $0.signer == nil } ? ["Marks that are not signed may be anybody's."] : [])
      + Self.inputCautions(summary)
  }

  private static func cautions(_ reviews: [AlarmReview], isIntact: Bool) -> [String] {
    var cautions = [
      "No sensitivity: only alarms are marked, and a log cannot tell which seizures raised none.",
      "The log's seals were not checked here: prodrome log verify does that.",
    ]
    if !isIntact { cautions.append("The log is not intact: what can be read of it is counted.") }
    if reviews.contains(where: { $0.falseAlarmsPerDay == nil }) {
      cautions.append("No rate for a day where less than 24 h could be judged.")
    }
    if reviews.contains(where: { $0.unmarked + $0.unsure > 0 }) {
      cautions.append("Not every alarm is marked as a seizure or false: rates are given from least to most.")
    }
    return cautions
  }

  /// What the sessions' own records say of their inputs; what several say alike once.
  private static func inputCautions(_ summary: LogSummary) -> [String] {
    var sessions: [String: [Int]] = [:]
    for session in summary.sessions {
      for caution in Set(session.cautions) { sessions[caution, default: []].append(session.number) }
    }
    return sessions.sorted { ($0.value[0], $0.key) < ($1.value[0], $1.key) }.map { caution, numbers in
      let more = numbers.count > 3 ? " and \(numbers.count - 3) more" : ""
      return "Session \(numbers.prefix(3).map(String.init).joined(separator: ", "))\(more): \(caution)"
    }
  }

  /// For people, line by line.
  var text: String {
    var lines = ["Review of \(log) by \(marks) \(marks == 1 ? "mark" : "marks"), \(signed_marks) signed"]
    for person in people { lines += person.lines }
    return (lines + cautions.map { "Caution: \($0)" }).joined(separator: "\n") + "\n"
  }
}

extension LogReview.Person {
  fileprivate init(_ review: AlarmReview) {
    pseudonym = review.pseudonym
    watched_h = review.watchedSeconds / 3600
    judged_h = review.judgedSeconds / 3600
    alarms = review.alarms
    seizures = review.seizures
    false_alarms = review.falseAlarms
    unsure = review.unsure
    unmarked = review.unmarked
    let rate = review.falseAlarmsPerDay
    false_alarms_per_24h = rate.map { LogReview.Bounds(least: $0.lowerBound, most: $0.upperBound) }
    delays = review.delaySeconds.count
    median_delay_s = review.medianDelaySeconds
    longest_delay_s = review.delaySeconds.last
  }

  fileprivate var lines: [String] {
    var lines = [
      "Person \(pseudonym)",
      String(format: "  watched  %.1f h, of which %.1f h could be judged", watched_h, judged_h),
      "  alarms   \(alarms): \(seizures) seizures, \(false_alarms) false, \(unsure) unsure, \(unmarked) not marked",
    ]
    if let rate = false_alarms_per_24h {
      let numbers = rate.least == rate.most ? "%.1f" : "%.1f to %.1f"
      lines.append(String(format: "  false    \(numbers) in 24 h that could be judged", rate.least, rate.most))
    }
    if let median = median_delay_s, let longest = longest_delay_s {
      let numbers = String(format: "median %.1f s, longest %.1f s", median, longest)
      lines.append("  delay    \(numbers), of \(delays) onsets that were seen")
    }
    return lines
  }
}
