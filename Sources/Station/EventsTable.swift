import Foundation
import Vocabulary

/// A session's seizure alarms as a BIDS events table in SzCORE's columns.
public enum EventsTable {
  /// The columns' names.
  public static let columns = [
    "onset", "duration", "eventType", "confidence", "channels", "dateTime", "recordingDuration",
  ]
  /// A session's table. Of a log that is not whole an alarm may be missing: without one there is then no row, since
  /// `bckg` would say that all of it is background.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - isWhole: Whether nothing is wrong with its log.
  /// - Returns: UTF-8 text with a heading.
  public static func text(_ session: LoggedSession, isWhole: Bool) -> String {
    guard isWhole || session.events.contains(where: { $0.kind == .seizure }) else {
      return columns.joined(separator: "\t") + "\n"
    }
    return text(session.events, durationSeconds: session.durationSeconds, date: session.start?.text)
  }

  /// The table: a row `sz` for each seizure alarm, with its channels ranked, or one row `bckg`.
  ///
  /// An alarm still up counts to the end. The confidence is `n/a`: evidence is not a probability.
  ///
  /// - Parameters:
  ///   - events: Alarms of any kind; those of seizures are written.
  ///   - durationSeconds: Length of the session or recording.
  ///   - date: When it began, if that is known; `n/a` is written where it is not.
  /// - Returns: UTF-8 text with a heading.
  public static func text(_ events: [LoggedEvent], durationSeconds: Double, date: String?) -> String {
    let duration = durationSeconds
    let date = date ?? "n/a"
    var rows = events.filter { $0.kind == .seizure }.map { event in
      let channels = channels(event)
      let length = max(0, (event.endSeconds ?? duration) - event.onsetSeconds)
      return [
        number(event.onsetSeconds), number(length), "sz", "n/a", channels.isEmpty ? "n/a" : channels, date,
        number(duration),
      ]
    }
    if rows.isEmpty { rows = [["0.00", number(duration), "bckg", "n/a", "n/a", date, number(duration)]] }
    return ([columns] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
  }

  /// An alarm's channels, ranked, in one field.
  static func channels(_ event: LoggedEvent) -> String {
    event.channelNames.map { $0.replacing(",", with: "_") }.joined(separator: ",")
  }

  private static func number(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
}
