import Foundation

/// A BIDS table: one header line, then rows of the same width, UTF-8, any line ending.
public struct TabSeparatedFile {
  /// One row with its place in the file, from 1.
  public struct Row {
    /// The line, from 1.
    public let line: Int
    /// As many as there are columns.
    public let cells: [Substring]
  }

  /// The file.
  public let path: String
  /// The columns' names.
  public let columns: [Substring]
  /// The rows below the header.
  public let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameter url: Its file.
  /// - Throws: `TableFault`, or why it cannot be read.
  public init(_ url: URL) throws {
    path = url.path
    let data = try Data(contentsOf: url)
    guard var text = String(validating: data, as: UTF8.self) else {
      throw TableFault(path: path, line: 1, found: "bytes that are no UTF-8", expected: "a UTF-8 table")
    }
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
    columns = lines[0].split(separator: "\t", omittingEmptySubsequences: false)
    guard columns != [""] else {
      throw TableFault(path: path, line: 1, found: "an empty line", expected: "the names of the columns")
    }
    for (index, name) in columns.enumerated() where !name.isEmpty && columns[..<index].contains(name) {
      throw TableFault(path: path, line: 1, found: "the column `\(name)` twice", expected: "each column once")
    }
    var rows: [Row] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == columns.count else {
        throw TableFault(
          path: path, line: index + 1, found: "\(cells.count) columns", expected: "\(columns.count) as in the header")
      }
      rows.append(Row(line: index + 1, cells: cells))
    }
    self.rows = rows
  }

  /// The place of a column, or nil.
  public func column(_ name: String) -> Int? {
    columns.firstIndex { $0 == name }
  }

  /// The place of a column that must be there.
  public func requiredColumn(_ name: String) throws -> Int {
    guard let index = column(name) else {
      let found = columns.joined(separator: ", ")
      throw TableFault(path: path, line: 1, found: "the columns \(found)", expected: "a column `\(name)`")
    }
    return index
  }

  /// The number of a cell in decimal digits, as people and tables write it; nil for anything else, such as `0xA`.
  public static func decimal(_ cell: Substring) -> Double? {
    guard cell.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(cell)
  }
}
