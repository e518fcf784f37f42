import Evaluation
import Foundation

/// A diary: a CSV table with a header and a row for each seizure, oldest or newest first.
///
/// The time stands in a column `date_time`, `datetime` or `timestamp`, or in `date` and `time`; upper case, spaces, `/`
/// and `-` in the names do not matter, and other columns are left alone.
public enum DiaryFile {
  /// Reads a diary.
  ///
  /// - Parameters:
  ///   - url: Its file; its name stands for the person.
  ///   - style: How dates are written; nil where the dates show it themselves.
  ///   - now: The time that no event may lie after.
  /// - Returns: The events, in seconds since midnight of the Monday before the first, by the diary's own clock.
  /// - Throws: `TableFault`, or why it cannot be read.
  public static func history(in url: URL, style: DiaryDateStyle? = nil, now: Date = Date()) throws -> EventHistory {
    gathered(
      try entries(in: url, style: style, now: now), person: url.deletingPathExtension().lastPathComponent,
      path: url.path)
  }

  /// A row's time by the diary's own clock, in seconds since 1970, its line, and what it says of the seizure: the cell
  /// of a column `mark`, where there is one.
  struct Entry {
    let second: Int64
    let line: Int
    let mark: String?
  }

  /// Reads the rows of a diary, oldest first.
  static func entries(in url: URL, style: DiaryDateStyle?, now: Date) throws -> [Entry] {
    let rows = try rows(of: url)
    let style = try self.style(of: rows, given: style, in: url)
    var events: [Entry] = []
    // A diary has no time zone: no place on earth is more than 14 hours ahead of UTC.
    let latest = Int64(now.timeIntervalSince1970) + 14 * 3_600
    for row in rows {
      let second = try row.date.day(style, row, in: url) * 86_400 + seconds(row.time, row, in: url)
      guard second <= latest else {
        throw fault(url, row, "an event in the future, `\(row.text)`", "events of the past")
      }
      events.append(Entry(second: second, line: row.line, mark: row.mark))
    }
    if let first = events.first, let last = events.last, first.second > last.second { events.reverse() }
    for (earlier, later) in zip(events, events.dropFirst()) where earlier.second > later.second {
      throw TableFault(
        path: url.path, line: max(earlier.line, later.line), found: "a time that is neither before nor after all above",
        expected: "all rows oldest first, or all newest first")
    }
    return events
  }

  private static func gathered(_ events: [Entry], person: String, path: String) -> EventHistory {
    // Day 0 of the count is a Thursday.
    let day = (events.first?.second ?? 0) / 86_400
    let monday = day - (day + 3) % 7
    var notes: [String] = []
    var taken: [EventHistory.Event] = []
    for event in events {
      let second = event.second - monday * 86_400
      if taken.last?.second == second {
        notes.append("\(path):\(event.line): this seizure stands there twice and counts once")
      } else {
        taken.append(EventHistory.Event(second: second))
      }
    }
    return EventHistory(person: person, events: taken, notes: notes)
  }

  private static func rows(of url: URL) throws -> [DiaryRow] {
    guard let text = String(validating: try Data(contentsOf: url), as: UTF8.self) else {
      throw TableFault(path: url.path, line: 1, found: "bytes that are no UTF-8", expected: "a UTF-8 table")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let names = cells(lines[0]).map(plain)
    let joint = names.firstIndex { ["date_time", "datetime", "timestamp"].contains($0) }
    guard let date = joint ?? names.firstIndex(of: "date"), let time = joint ?? names.firstIndex(of: "time") else {
      throw TableFault(
        path: url.path, line: 1, found: "the columns \(names.joined(separator: ", "))",
        expected: "a column `date_time`, or `date` and `time`")
    }
    let mark = names.firstIndex(of: "mark")
    var rows: [DiaryRow] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let cells = cells(line)
      guard cells.count == names.count else {
        throw TableFault(
          path: url.path, line: index + 1, found: "\(cells.count) columns", expected: "\(names.count) as in the header")
      }
      let text = joint == nil ? "\(cells[date]) \(cells[time])" : cells[date]
      guard let row = DiaryRow(text, line: index + 1, mark: mark.map { cells[$0] }) else {
        throw TableFault(
          path: url.path, line: index + 1, found: "`\(text)`", expected: "a date and a time, as 2024-03-31 14:05")
      }
      rows.append(row)
    }
    return rows
  }

  /// The style all dates agree with; where they agree with two or with none, it is not guessed.
  private static func style(of rows: [DiaryRow], given: DiaryDateStyle?, in url: URL) throws -> DiaryDateStyle {
    if let given { return given }
    var possible = DiaryDateStyle.allCases
    for row in rows {
      let left = possible.filter { row.date.fits($0) }
      guard !left.isEmpty else {
        throw fault(url, row, "`\(row.text)`, no date or one of another style than those above", "dates of one style")
      }
      possible = left
    }
    guard possible.count == 1 || rows.isEmpty else {
      throw fault(
        url, rows[0], "dates that may be day-first or month-first, `\(rows[0].text)`", "the style to be named")
    }
    return possible[0]
  }

  private static func seconds(_ time: Substring, _ row: DiaryRow, in url: URL) throws -> Int64 {
    var rest = time.uppercased()[...]
    let isAfternoon = rest.hasSuffix("PM")
    let isHalved = isAfternoon || rest.hasSuffix("AM")
    if isHalved { rest = rest.dropLast(2) }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map {
      Int64($0.trimmingCharacters(in: .whitespaces)) ?? -1
    }
    let isTime =
      (2...3).contains(parts.count) && (isHalved ? 1...12 : 0...23).contains(parts[0])
      && parts.dropFirst().allSatisfy { (0...59).contains($0) }
    guard isTime else { throw fault(url, row, "the time `\(time)`", "14:05, 14:05:30 or 2:05 PM") }
    let hour = isHalved ? parts[0] % 12 + (isAfternoon ? 12 : 0) : parts[0]
    return hour * 3_600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
  }

  static func fault(_ url: URL, _ row: DiaryRow, _ found: String, _ expected: String) -> TableFault {
    TableFault(path: url.path, line: row.line, found: found, expected: expected)
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { " /-".contains($0) ? "_" : $0 }.drop { $0 == "\u{FEFF}" })
  }

  /// The cells of a line: quotes keep commas, a quote in quotes is doubled.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var previous: Character = ","
    for character in line {
      if character == "\"" {
        if previous == "\"" && !isQuoted { cells[cells.count - 1].append("\"") }
        isQuoted.toggle()
      } else if character == "," && !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      previous = character
    }
    return cells.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
