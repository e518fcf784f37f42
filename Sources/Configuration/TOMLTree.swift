/// A table of a TOML document that is still being read.
final class TOMLTree {
  /// What made the table, which decides what may be added to it.
  enum Origin {
    /// The header of a table inside it: a header of its own may follow.
    case implied
    /// A header.
    case header
    /// Keys with dots: more of them may follow in the same table.
    case dotted
  }

  /// What a key stands for.
  enum Entry {
    case value(ConfigurationValue)
    case table(TOMLTree)
    /// The tables of one `[[name]]`.
    case tables(List)
  }

  /// Tables of one name, in the document's order; never empty.
  final class List {
    var tables: [TOMLTree]

    init(first: TOMLTree) {
      tables = [first]
    }
  }

  var origin: Origin
  /// The table's path, as findings name it.
  let path: String
  var entries: [String: Entry] = [:]

  init(_ origin: Origin, path: String) {
    self.origin = origin
    self.path = path
  }

  /// The path of a key in this table.
  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The table as it was read. Tables are at most `TOMLReader.deepest` deep.
  var values: [String: ConfigurationValue] {
    entries.mapValues { entry in
      switch entry {
      case .value(let value): value
      case .table(let table): .table(table.values)
      case .tables(let list): .array(list.tables.map { .table($0.values) })
      }
    }
  }
}
