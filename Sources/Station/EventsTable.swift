import Foundation
import Vocabulary

/// A session's seizure alarms as a BIDS events table in SzCORE's columns.
public enum EventsTable {
  /// The columns' names.
  public static let columns = [
    "onset", "duration", "eventType", "confidence", "channels", "dateTime", "recordingDuration",
  ]
  /// A session's table.
  ///
  /// - Parameter session: The session.
  /// - Returns: UTF-8 text with a heading.
  public static func text(_ session: LoggedSession) -> String {
    text(session.events, durationSeconds: session.durationSeconds, date: session.start?.text)
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
      let channels = event.channelNames.map { $0.replacing(",", with: "_") }.joined(separator: ",")
      let length = max(0, (event.endSeconds ?? duration) - event.onsetSeconds)
      return [
        number(event.onsetSeconds), number(length), "sz", "n/a", channels.isEmpty ? "n/a" : channels, date,
        number(duration),
      ]
    }
    if rows.isEmpty { rows = [["0.00", number(duration), "bckg", "n/a", "n/a", date, number(duration)]] }
    return ([columns] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
  }

  private static func number(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
}
