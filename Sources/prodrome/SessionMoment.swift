import Foundation
import Station

/// Reads a moment of a session as people write it: seconds from its start, or a time of day by the place's clock.
struct SessionMoment {
  /// What is wrong with a text.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// The wall clock around an alarm.
  let clock: SessionClock
  /// When the alarm rose, in seconds from the session's start: of the days on which a time was, the nearest is meant.
  let alarmSeconds: Double
  let zone: TimeZone
  /// How long the session is, in seconds.
  let durationSeconds: Double

  /// The seconds from the session's start.
  ///
  /// - Parameter text: Such as `3605.5`, `03:12:40`, `03:12:40.5` or `2026-03-01 03:12:40`.
  /// - Returns: From 0 to the session's length. Moments are shown and told to the nearest second, so that one that lies
  ///   less than a second outside is the session's begin or end.
  /// - Throws: `Refusal` that says what was found and expected.
  func seconds(_ text: String) throws(Refusal) -> Double {
    guard let seconds = Double(text) ?? timeOfDay(text), seconds.isFinite else {
      throw Refusal(
        description: "found \(text), expected seconds from the session's start, or a time of day such as 03:12:40"
          + (clock.start == nil ? ", which needs a board whose clock was set" : " that was in \(zone.identifier)"))
    }
    guard seconds > -1 && seconds < durationSeconds + 1 else {
      throw Refusal(
        description: "found \(text), \(String(format: "%.1f", seconds)) s from the session's start; expected 0 to "
          + String(format: "%.1f s, which the session lasted", durationSeconds))
    }
    return min(max(seconds, 0), durationSeconds)
  }

  private func timeOfDay(_ text: String) -> Double? {
    guard let start = clock.start,
      let match = text.wholeMatch(
        of: /(?:([0-9]{4})-([0-9]{2})-([0-9]{2})[T ])?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?/),
      let hour = Double(match.4), let minute = Double(match.5), hour < 24, minute < 60
    else { return nil }
    let second = match.6.flatMap { Double($0) } ?? 0
    guard second < 60 else { return nil }
    let begin = Double(start.nanoseconds) / 1e9
    let alarm = begin + alarmSeconds
    let time = hour * 3600 + minute * 60 + second
    let named = Self.day(match.1, match.2, match.3)
    let offsets = Set([-86_400.0, 0, 86_400].map { offset(at: alarm + $0) })
    // An hour that a change of the clocks repeats was there twice; one that it leaves out never was.
    let moments = offsets.flatMap { offset -> [Double] in
      let today = ((alarm + offset) / 86_400).rounded(.down)
      return (named.map { [$0] } ?? [today - 1, today, today + 1]).map { $0 * 86_400 + time - offset }
        .filter { self.offset(at: $0) == offset }
    }
    return moments.min { abs($0 - alarm) < abs($1 - alarm) }.map { $0 - begin }
  }

  private func offset(at seconds: Double) -> Double {
    Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }

  /// Days since 1970-01-01.
  private static func day(_ year: Substring?, _ month: Substring?, _ day: Substring?) -> Double? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    guard let year = year.flatMap({ Int($0) }), let month = month.flatMap({ Int($0) }),
      let day = day.flatMap({ Int($0) }),
      let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
    else { return nil }
    return date.timeIntervalSince1970 / 86_400
  }
}
