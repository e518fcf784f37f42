/// Reads a TOML 1.0 document (toml.io) and where everything in it stands. Whatever the bytes, it ends with the document
/// or with a `TOMLFault`.
struct TOMLReader {
  /// The most tables and lists inside each other.
  static let deepest = 32

  private let bytes: [UInt8]
  private(set) var position = 0
  /// The line that is being read, from 1.
  private(set) var line = 1
  /// Where everything stands.
  private(set) var lines = KeyLineIndex()
  private let root = TOMLTree(.header, path: "")

  /// Prepares the reading of a text.
  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Reads the whole document.
  ///
  /// - Returns: The outermost table.
  /// - Throws: The first thing that is no TOML.
  mutating func document() throws(TOMLFault) -> [String: ConfigurationValue] {
    // A byte-order mark, which some editors write.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var table = root
    while try skipToContent() {
      if next == UInt8(ascii: "[") { table = try header() } else { try pair(in: table) }
      try endOfLine()
    }
    return root.values
  }

  // MARK: Bytes

  /// The next byte; nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes on to the next byte.
  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  /// Whether some bytes come next.
  func isAhead(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard count <= bytes.count - position else { return false }
    // Within the literal's own length.
    for index in 0..<count where unsafe bytes[position + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Goes on while bytes are of a kind, and returns them.
  mutating func take(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while let byte = next, holds(byte) { advance() }
    return bytes[start..<position]
  }

  /// Says what is wrong at this place.
  func fault(expected: String) -> TOMLFault {
    TOMLFault(line: line, found: foundHere, expected: expected)
  }

  /// What comes next, up to the end of its line, shortened.
  private var foundHere: String {
    guard position < bytes.count else { return "the end of the file" }
    let rest = bytes[position...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return rest.isEmpty ? "the end of the line" : "\"\(String(decoding: rest.prefix(40), as: UTF8.self))\""
  }

  // MARK: Blanks

  mutating func skipSpaces() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
  }

  /// Takes a line's end, LF or CR LF, if there is one.
  mutating func skipNewline() -> Bool {
    guard isAhead("\n") || isAhead("\r\n") else { return false }
    advance(isAhead("\n") ? 1 : 2)
    return true
  }

  /// Skips blanks, line ends and comments.
  ///
  /// - Returns: Whether anything follows.
  mutating func skipToContent() throws(TOMLFault) -> Bool {
    while true {
      skipSpaces()
      if next == UInt8(ascii: "#") {
        try skipComment()
      } else if !skipNewline() {
        return next != nil
      }
    }
  }

  private mutating func skipComment() throws(TOMLFault) {
    while let byte = next, byte != UInt8(ascii: "\n"), !isAhead("\r\n") {
      guard byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F) else {
        throw fault(expected: "no control characters in a comment")
      }
      advance()
    }
  }

  /// After a header or a pair: nothing but a comment.
  private mutating func endOfLine() throws(TOMLFault) {
    skipSpaces()
    if next == UInt8(ascii: "#") { try skipComment() }
    guard next == nil || skipNewline() else { throw fault(expected: "the end of the line") }
  }

  // MARK: Tables

  /// `[table]` or `[[list of tables]]`.
  private mutating func header() throws(TOMLFault) -> TOMLTree {
    let isList = isAhead("[[")
    let start = line
    advance(isList ? 2 : 1)
    let keys = try keys()
    guard isList ? isAhead("]]") : next == UInt8(ascii: "]") else {
      throw fault(expected: isList ? "\"]]\" after the tables' name" : "\"]\" after the table's name")
    }
    advance(isList ? 2 : 1)
    var table = root
    for key in keys.dropLast() {
      table = try inner(table, key, .implied, start)
      lines.note(table.path, start)
    }
    guard let last = keys.last else { throw fault(expected: "a table's name") }
    let opened = isList ? try appended(table, last, start) : try opened(table, last, start)
    lines.note(opened.path, start)
    return opened
  }

  /// A table in a table, made if it is not there.
  private func inner(
    _ table: TOMLTree, _ key: String, _ origin: TOMLTree.Origin, _ start: Int
  ) throws(TOMLFault) -> TOMLTree {
    switch table.entries[key] {
    case nil:
      let made = TOMLTree(origin, path: table.path(of: key))
      table.entries[key] = .table(made)
      return made
    case .table(let found) where origin == .implied || found.origin == .dotted: return found
    case .tables(let list) where origin == .implied: return list.tables[list.tables.count - 1]
    default: throw again(table.path(of: key), start)
    }
  }

  private func opened(_ table: TOMLTree, _ key: String, _ start: Int) throws(TOMLFault) -> TOMLTree {
    switch table.entries[key] {
    case nil:
      let made = TOMLTree(.header, path: table.path(of: key))
      table.entries[key] = .table(made)
      return made
    case .table(let found) where found.origin == .implied:
      found.origin = .header
      return found
    default: throw again(table.path(of: key), start)
    }
  }

  private mutating func appended(_ table: TOMLTree, _ key: String, _ start: Int) throws(TOMLFault) -> TOMLTree {
    let path = table.path(of: key)
    lines.note(path, start)
    switch table.entries[key] {
    case nil:
      let made = TOMLTree(.header, path: "\(path)[0]")
      table.entries[key] = .tables(TOMLTree.List(first: made))
      return made
    case .tables(let list):
      list.tables.append(TOMLTree(.header, path: "\(path)[\(list.tables.count)]"))
      return list.tables[list.tables.count - 1]
    default: throw again(path, start)
    }
  }

  /// Says that a key is there already.
  private func again(_ path: String, _ start: Int) -> TOMLFault {
    TOMLFault(
      line: start, found: "\(path) again",
      expected: "every key and table once\(lines[path].map { "; line \($0) has it" } ?? "")")
  }

  // MARK: Pairs

  /// `key = value`.
  mutating func pair(in table: TOMLTree, depth: Int = 0) throws(TOMLFault) {
    let start = line
    let keys = try keys()
    guard depth + keys.count <= TOMLReader.deepest else { throw tooDeep() }
    guard next == UInt8(ascii: "=") else { throw fault(expected: "\"=\" after the key") }
    advance()
    skipSpaces()
    var table = table
    for key in keys.dropLast() {
      table = try inner(table, key, .dotted, start)
      lines.note(table.path, start)
    }
    guard let last = keys.last, table.entries[last] == nil else {
      throw again(table.path(of: keys.last ?? ""), start)
    }
    let path = table.path(of: last)
    lines.note(path, start)
    table.entries[last] = .value(try value(path, depth: depth + keys.count))
  }

  /// A key, or several with dots between.
  private mutating func keys() throws(TOMLFault) -> [String] {
    var keys: [String] = []
    repeat {
      if !keys.isEmpty { advance() }
      skipSpaces()
      keys.append(try key())
      skipSpaces()
      guard keys.count <= TOMLReader.deepest else { throw tooDeep() }
    } while next == UInt8(ascii: ".")
    return keys
  }

  private mutating func key() throws(TOMLFault) -> String {
    if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
      guard !isAhead("\"\"\"") && !isAhead("'''") else { throw fault(expected: "a key, in one pair of quotes") }
      return try string()
    }
    let name = take { byte in
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (byte >= 0x30 && byte <= 0x39)
        || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
    guard !name.isEmpty else { throw fault(expected: "a key, such as format") }
    return String(decoding: name, as: UTF8.self)
  }

  func tooDeep() -> TOMLFault {
    TOMLFault(
      line: line, found: "more than \(TOMLReader.deepest) tables and lists inside each other",
      expected: "at most \(TOMLReader.deepest)")
  }

  /// Notes where a list's element is.
  mutating func noteElement(_ path: String) {
    lines.note(path, line)
  }
}
