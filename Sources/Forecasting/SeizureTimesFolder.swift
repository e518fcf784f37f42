import Evaluation
import Foundation

/// A folder of people with `events.tsv` and, where known, `observed.tsv` each; or one person's folder.
public enum SeizureTimesFolder {
  /// The longest record taken for real, in seconds: later times are a clock's mistake.
  private static let longest: Double = 100 * 366 * 86_400

  /// Reads all people.
  ///
  /// - Parameter url: The folder.
  /// - Returns: Their histories, by name.
  /// - Throws: `TableFault`, `DatasetFault`, or why a file cannot be read.
  public static func histories(in url: URL) throws -> [EventHistory] {
    if isPerson(url) { return [try history(in: url)] }
    let folders = try FileManager.default.contentsOfDirectory(
      at: url, includingPropertiesForKeys: nil, options: .skipsHiddenFiles
    )
    .filter(isPerson).sorted { $0.lastPathComponent < $1.lastPathComponent }
    guard !folders.isEmpty else {
      throw TableFault(path: url.path, line: 1, found: "no events.tsv", expected: "events.tsv in it or in its folders")
    }
    return try folders.map(history)
  }

  private static func isPerson(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: "events.tsv").path)
  }

  /// Reads a person's folder.
  static func history(in url: URL) throws -> EventHistory {
    let table = try TabSeparatedFile(url.appending(path: "events.tsv"))
    let column = try table.requiredColumn("onset_s")
    var events: [EventHistory.Event] = []
    var notes: [String] = []
    for row in table.rows {
      let second = try seconds(row.cells[column], table, row)
      if let last = events.last, second < last.second {
        throw TableFault(
          path: table.path, line: row.line, found: "an event at \(second) s after one at \(last.second) s",
          expected: "events in order of time")
      }
      if events.last?.second == second {
        notes.append("\(table.path):\(row.line): the event at \(second) s stands there twice and counts once")
      } else {
        events.append(EventHistory.Event(second: second))
      }
    }
    return EventHistory(
      person: url.standardizedFileURL.lastPathComponent, events: events, observed: try observed(in: url), notes: notes)
  }

  private static func observed(in url: URL) throws -> [Range<Int64>]? {
    let file = url.appending(path: "observed.tsv")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let table = try TabSeparatedFile(file)
    let onset = try table.requiredColumn("onset_s")
    let duration = try table.requiredColumn("duration_s")
    var intervals: [Range<Int64>] = []
    var end: Int64 = 0
    for row in table.rows {
      let first = try seconds(row.cells[onset], table, row)
      let last = first + (try seconds(row.cells[duration], table, row))
      guard first >= end else {
        throw TableFault(
          path: table.path, line: row.line, found: "an interval from \(first) s, before the end of the one above",
          expected: "intervals in order that do not overlap")
      }
      end = last
      let whole = ((first + 3_599) / 3_600, last / 3_600)
      if whole.0 < whole.1 { intervals.append(whole.0..<whole.1) }
    }
    return intervals
  }

  private static func seconds(
    _ cell: Substring, _ table: TabSeparatedFile, _ row: TabSeparatedFile.Row
  ) throws -> Int64 {
    guard let value = TabSeparatedFile.decimal(cell), value >= 0, value <= longest else {
      throw TableFault(
        path: table.path, line: row.line, found: "`\(cell)`", expected: "seconds from 0 to 100 years")
    }
    return Int64(value)
  }
}
