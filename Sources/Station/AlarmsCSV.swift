import Foundation
import Text
import Vocabulary

/// A log's alarms as comma-separated values, for spreadsheets and statistics: a row each, of every kind and session.
///
/// Written as RFC 4180 has it; what is not known is empty. Times of day are in UTC. A text that a spreadsheet would run
/// as a formula has an apostrophe before it.
public struct AlarmsCSV {
  /// The columns' names.
  public static let columns = [
    "session", "person", "kind", "alarm", "raised_utc", "raised_s", "cleared_utc", "cleared_s", "rise_recorded",
    "reason",
    "escalated_s", "acknowledged_s", "channels", "review", "review_by", "review_signed", "review_onset_s",
    "review_end_s",
    "review_note",
  ]

  private let sessions: [LoggedSession]
  private let history: MonitoringHistory
  private let marks: [Mark]

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - sessions: Those whose alarms are wanted.
  ///   - history: What the log says of the watching itself: clocks, answers.
  ///   - marks: What people who looked say of its seizure alarms.
  public init(_ sessions: [LoggedSession], _ history: MonitoringHistory, _ marks: [Mark]) {
    self.sessions = sessions
    self.history = history
    self.marks = marks
  }

  /// UTF-8 text with a heading; lines end with CR and LF.
  public var text: String {
    let rows = sessions.flatMap { session in session.events.map { row($0, of: session) } }
    return ([Self.columns] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  private func row(_ event: LoggedEvent, of session: LoggedSession) -> [String] {
    let known = history.session(session.number)
    let clock = known?.clock(of: event.kind, event: event.number) ?? SessionClock()
    let mark = event.kind == .seizure ? marks.latest(of: event.number, in: session) : nil
    func time(_ seconds: Double?) -> String {
      seconds.flatMap { clock.time(at: $0) }.map { "\($0.start)Z" } ?? ""
    }
    let answer = known?.acknowledgement(of: event.kind, event: event.number)
    return [
      "\(session.number)", session.settings.pseudonymText, event.kind.word, "\(event.number)", time(event.onsetSeconds),
      Self.number(event.onsetSeconds), time(event.endSeconds), Self.number(event.endSeconds),
      event.isRiseLost ? "no" : "yes", event.reason == .none ? "" : event.reason.word,
      event.escalations.map { Self.number($0.seconds) }.joined(separator: " "), Self.number(answer),
      Self.plain(EventsTable.channels(event)), mark?.verdict.rawValue ?? "", Self.plain(mark?.author),
      mark.map { $0.signer == nil ? "no" : "yes" } ?? "", Self.number(mark?.onsetSeconds),
      Self.number(mark?.endSeconds),
      Self.plain(mark?.note),
    ]
  }

  private static func number(_ seconds: Double?) -> String { seconds.map { String(format: "%.3f", $0) } ?? "" }

  /// Characters, also as wide as in Chinese or Japanese, with which a spreadsheet takes a text for a formula.
  private static let formulas: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
  /// Characters for which a field stands in quotes.
  private static let quoted: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]

  /// A text that somebody wrote, as a text: but for ends of lines and tabs, nothing in it is obeyed.
  private static func plain(_ text: String?) -> String {
    guard let text, let first = text.unicodeScalars.first else { return "" }
    let shown = text.spelled { ["\t", "\r", "\n"].contains($0) ? nil : $0.isObeyed ? String($0).shown : nil }
    return formulas.contains(first) ? "'" + shown : shown
  }

  private static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: quoted.contains) else { return text }
    return "\"" + text.spelled { $0 == "\"" ? "\"\"" : nil } + "\""
  }
}
