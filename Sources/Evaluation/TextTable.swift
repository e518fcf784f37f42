import Text

/// Columns of text for a terminal: the first flush left, the others flush right, two spaces between.
public struct TextTable {
  private var rows: [[String]]

  /// Starts with the columns' names.
  public init(header: [String]) {
    rows = [header]
  }

  /// Adds a row as wide as the header; nothing in it is obeyed by a terminal, nor ends a line.
  public mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count)
    rows.append(row.map(\.shown))
  }

  /// The rows as lines, each ended by a line feed.
  public var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
