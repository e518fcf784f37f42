import Evaluation
import Foundation

/// A table as spreadsheets write it: a header and rows of cells between commas, semicolons or tabs; quotes keep those
/// and line ends, a quote in quotes is doubled; a byte order mark before all of it does not matter.
struct DelimitedTable {
  /// A row and the line it begins in, from 1.
  struct Row {
    let cells: [String]
    let line: Int
  }

  /// The header's cells.
  let header: [String]
  /// The rows that are not empty.
  let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - url: Its file.
  ///   - fits: Whether a header is the one that is looked for: it tells what stands between cells.
  /// - Throws: `TableFault`, or why it cannot be read.
  init(_ url: URL, fits: ([String]) -> Bool) throws {
    let text = try Self.text(of: url)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw TableFault(path: url.path, line: 1, found: "an empty file", expected: "a header and a row for each seizure")
    }
    var tables: [[Row]] = []
    for delimiter: Character in [",", ";", "\t"] {
      let rows = try Self.rows(of: text, delimiter, url)
      if let header = rows.first?.cells, fits(header) {
        self.header = header
        self.rows = Array(rows.dropFirst())
        return
      }
      tables.append(rows)
    }
    header = tables.compactMap(\.first).max { $0.cells.count < $1.cells.count }?.cells ?? []
    rows = []
  }

  private static func text(of url: URL) throws -> String {
    var bytes = try Data(contentsOf: url)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
      throw TableFault(path: url.path, line: 1, found: "bytes that are no UTF-8", expected: "a UTF-8 table")
    }
    return text
  }

  private static func rows(of text: String, _ delimiter: Character, _ url: URL) throws -> [Row] {
    var rows: [Row] = []
    var cells = [""]
    var line = 1
    var start = 1
    var isQuoted = false
    var previous: Character = delimiter
    func end() {
      let row = cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      if row.contains(where: { !$0.isEmpty }) { rows.append(Row(cells: row, line: start)) }
    }
    for character in text {
      let isLineEnd = character == "\n" || character == "\r\n" || character == "\r"
      if isLineEnd { line += 1 }
      if character == "\"" {
        if previous == "\"" && !isQuoted { cells[cells.count - 1].append("\"") }
        isQuoted.toggle()
      } else if isLineEnd && !isQuoted {
        end()
        (cells, start) = ([""], line)
      } else if character == delimiter && !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      previous = character
    }
    guard !isQuoted else {
      throw TableFault(path: url.path, line: start, found: "a quote that does not end", expected: "quotes in pairs")
    }
    end()
    return rows
  }
}
