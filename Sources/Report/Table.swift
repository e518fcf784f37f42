/// A table whose first column names its rows. Wide ones scroll by themselves, with the keyboard too.
struct Table {
  let caption: String?
  let header: [String]
  let rows: [[Markup]]
  /// Whether the cells are words rather than numbers.
  var isProse = false
  /// A class of its own; nil for none.
  var style: String?

  /// The table.
  var markup: Markup {
    let head = header.map { Markup("th", ["scope": "col"], [Markup($0)]) }
    let body = rows.map { row in
      Markup(
        "tr", [:],
        row.enumerated().map { index, cell in
          index == 0 ? Markup("th", ["scope": "row"], [cell]) : Markup("td", [:], [cell])
        })
    }
    let parts =
      (caption.map { [Markup("caption", [:], [Markup($0)])] } ?? [])
      + [Markup("thead", [:], [Markup("tr", [:], head)]), Markup("tbody", [:], body)]
    return Markup(
      "div",
      [
        "class": "scroll", "tabindex": "0", "role": "region",
        "aria-label": "Table: " + (caption ?? header.joined(separator: ", ")),
      ],
      [Markup("table", ["class": isProse ? "prose" : style], parts)])
  }
}
