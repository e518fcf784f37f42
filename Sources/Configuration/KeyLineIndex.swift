/// The line of every key and list element of a TOML document.
///
/// Paths are written `table.key`, `key[2]`, `tables[0].key`.
struct KeyLineIndex {
  private var lines: [String: Int] = [:]

  /// Notes where a path is, unless that is known.
  mutating func note(_ path: String, _ line: Int) {
    if lines[path] == nil { lines[path] = line }
  }

  /// The line of a path, or of the nearest table or list around it.
  subscript(path: String) -> Int? {
    var path = Substring(path)
    while !path.isEmpty {
      if let line = lines[String(path)] { return line }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      path = path[..<end]
    }
    return nil
  }
}
