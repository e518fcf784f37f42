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
      guard second >= 2 * 86_400 else {
        throw fault(url, row, "`\(row.text)`, before or at the zero of a computer's clock", "events after 1970-01-02")
      }
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
    let table = try DelimitedTable(url) { Self.columns($0.map(plain)) != nil }
    let names = table.header.map(plain)
    guard let (date, time) = columns(names) else {
      throw TableFault(
        path: url.path, line: 1, found: "the columns \(names.joined(separator: ", "))",
        expected: "a column `date_time`, or `date` and `time`")
    }
    for column in [names[date], names[time], "mark"] where names.count(where: { $0 == column }) > 1 {
      throw TableFault(path: url.path, line: 1, found: "the column `\(column)` twice", expected: "each column once")
    }
    let mark = names.firstIndex(of: "mark")
    return try table.rows.map { row in
      guard row.cells.count == names.count else {
        throw TableFault(
          path: url.path, line: row.line, found: "\(row.cells.count) columns",
          expected: "\(names.count) as in the header")
      }
      let text = date == time ? row.cells[date] : "\(row.cells[date]) \(row.cells[time])"
      guard let read = DiaryRow(text, line: row.line, mark: mark.map { row.cells[$0] }) else {
        let isNumber = Double(text) != nil
        throw TableFault(
          path: url.path, line: row.line,
          found: isNumber ? "`\(text)`, a spreadsheet's number of a day" : "`\(text)`",
          expected: "a date and a time, as 2024-03-31 14:05")
      }
      return read
    }
  }

  /// Where date and time stand, in one column or in two.
  private static func columns(_ names: [String]) -> (date: Int, time: Int)? {
    if let joint = names.firstIndex(where: { ["date_time", "datetime", "timestamp"].contains($0) }) {
      return (joint, joint)
    }
    guard let date = names.firstIndex(of: "date"), let time = names.firstIndex(of: "time") else { return nil }
    return (date, time)
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

  /// Seconds since midnight; 24:00 is the next one.
  private static func seconds(_ time: Substring, _ row: DiaryRow, in url: URL) throws -> Int64 {
    let text = time.uppercased().trimmingCharacters(in: .whitespaces)
    let isHalved = text.hasSuffix("AM") || text.hasSuffix("PM")
    let clock = isHalved ? String(text.dropLast(2)).trimmingCharacters(in: .whitespaces) : text
    guard !namesZone(clock) else {
      throw fault(url, row, "a time zone in the time `\(time)`", "times of one local clock: --time-zone names its zone")
    }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    let whole = parts.last.map { $0.prefix { $0 != "." } } ?? ""
    // Parts of a second do not matter here.
    let isFraction = parts.last.map { $0.count == whole.count || digits($0.dropFirst(whole.count + 1)) != nil } ?? false
    let numbers = (parts.dropLast() + [whole]).map { digits($0) ?? -1 }
    guard (2...3).contains(numbers.count), isFraction, parts.count == 3 || parts.last?.count == whole.count,
      (isHalved ? 1...12 : 0...24).contains(numbers[0]), numbers.dropFirst().allSatisfy({ (0...59).contains($0) }),
      numbers[0] < 24 || numbers.dropFirst().allSatisfy({ $0 == 0 })
    else { throw fault(url, row, "the time `\(time)`", "14:05, 14:05:30 or 2:05 PM") }
    let hour = isHalved ? numbers[0] % 12 + (text.hasSuffix("PM") ? 12 : 0) : numbers[0]
    return hour * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
  }

  /// Whether something behind the digits of a time names a zone: `Z`, `+02:00`, `CET`.
  private static func namesZone(_ clock: String) -> Bool {
    guard let first = clock.first, first.isASCII, first.isNumber else { return false }
    return clock.contains { $0 == "+" || $0 == "-" || $0.isLetter }
  }

  private static func digits(_ text: some StringProtocol) -> Int64? {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
  }

  static func fault(_ url: URL, _ row: DiaryRow, _ found: String, _ expected: String) -> TableFault {
    TableFault(path: url.path, line: row.line, found: found, expected: expected)
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().map { " /-".contains($0) ? "_" : $0 }.drop { $0 == "\u{FEFF}" })
  }
}
