import Foundation

/// The annotations of one recording: a BIDS `*_events.tsv` with SzCORE's columns.
///
/// Columns are found by name: `onset`, `duration` and `eventType` must be there, others may. A recording without a
/// seizure says so with a `bckg` row; an empty table is refused, since it may as well mean that nobody looked.
public struct EventsFile: Sendable {
  /// Annotated seizures as they stand in the file, `sz` and all its subtypes.
  public let seizures: [Interval]
  /// What the file says of the recording's length, in seconds; nil where it says nothing.
  public var recordingDurationSeconds: Double? { statedSeconds.first }

  private let path: String
  /// The line of each seizure.
  private let lines: [Int]
  /// Every length that it states, each once.
  private let statedSeconds: [Double]

  /// Reads a file.
  ///
  /// - Parameter url: The file.
  /// - Throws: `TableFault` with the line, what was found and what was expected, or a file error.
  public init(_ url: URL) throws {
    let table = try TabSeparatedFile(url)
    let onset = try table.requiredColumn("onset")
    let duration = try table.requiredColumn("duration")
    let eventType = try table.requiredColumn("eventType")
    let recordingDuration = table.column("recordingDuration")
    guard !table.rows.isEmpty else {
      throw TableFault(
        path: table.path, line: 2, found: "no row", expected: "a `sz` row, or `bckg` if there is no seizure")
    }
    var seizures: [Interval] = []
    var lines: [Int] = []
    var stated: [Double] = []
    for row in table.rows {
      if let recordingDuration,
        let seconds = try Self.seconds(row.cells[recordingDuration], "recordingDuration", row, table),
        !stated.contains(seconds)
      {
        stated.append(seconds)
      }
      let start = try Self.seconds(row.cells[onset], "onset", row, table)
      let length = try Self.seconds(row.cells[duration], "duration", row, table)
      guard try Self.isSeizure(row.cells[eventType], row, table) else { continue }
      guard let start, let length else {
        throw TableFault(
          path: table.path, line: row.line, found: "a seizure without onset or duration", expected: "seconds")
      }
      seizures.append(Interval(start, start + length))
      lines.append(row.line)
    }
    path = table.path
    self.seizures = seizures
    self.lines = lines
    statedSeconds = stated
  }

  /// What makes the annotations doubtful, in sentences.
  ///
  /// - Parameter durationSeconds: Length of the recording.
  /// - Returns: A sentence for each stated length that differs by a second or more, and one for
  ///   seizures of no length and one for those behind the end.
  func cautions(durationSeconds: Double) -> [String] {
    var cautions = statedSeconds.compactMap {
      StatedLength(source: "the events table", seconds: $0).caution(durationSeconds: durationSeconds)
    }
    let empty = seizures.filter { $0.duration == 0 }.map { "\($0.onset) s" }
    if !empty.isEmpty {
      cautions.append("annotated seizures of no length, which no event can match: at \(empty.joined(separator: ", "))")
    }
    let late = seizures.filter { $0.onset >= durationSeconds }.map { "\($0.onset) s" }
    if !late.isEmpty {
      cautions.append(
        "annotated seizures that begin at the recording's end or behind it, and are not counted: at "
          + late.joined(separator: ", "))
    }
    return cautions
  }

  /// The seizures that lie in a recording, in order, overlapping ones joined.
  ///
  /// - Parameter durationSeconds: Length of the recording.
  /// - Returns: Intervals within the recording.
  /// - Throws: `TableFault` if a seizure ends more than a second after the recording: the two do not belong together,
  ///   or the recording is cut.
  func reference(durationSeconds: Double) throws(TableFault) -> [Interval] {
    for (seizure, line) in zip(seizures, lines) where seizure.end > durationSeconds + 1 {
      throw TableFault(
        path: path, line: line, found: "a seizure from \(seizure.onset) s to \(seizure.end) s",
        expected: "an end within the recording, which ends at \(durationSeconds) s")
    }
    return Interval.union(seizures, within: durationSeconds)
  }

  private static func seconds(
    _ cell: Substring, _ column: String, _ row: TabSeparatedFile.Row, _ table: TabSeparatedFile
  ) throws -> Double? {
    if cell == "n/a" { return nil }
    guard let value = TabSeparatedFile.decimal(cell), value.isFinite, value >= 0 else {
      throw TableFault(
        path: table.path, line: row.line, found: "`\(cell)` in `\(column)`", expected: "seconds, not negative, or n/a")
    }
    return value
  }

  /// SzCORE's event types: `sz` with subtypes such as `sz_foc_ia`, `bckg`, and SeizeIT2's `impd` (impedance check).
  private static func isSeizure(
    _ type: Substring, _ row: TabSeparatedFile.Row, _ table: TabSeparatedFile
  ) throws -> Bool {
    if type == "bckg" || type == "impd" { return false }
    guard type == "sz" || type.hasPrefix("sz_") else {
      throw TableFault(
        path: table.path, line: row.line, found: "`\(type)` in `eventType`", expected: "sz, sz_…, bckg or impd")
    }
    return true
  }
}
