/// The line of every key and list element of a TOML document, which TOMLKit does not tell.
///
/// Paths are written `table.key`, `key[2]`, `tables[0].key`. The document is one that the parser has accepted: what it says is
/// not judged again here, only where.
struct KeyLineIndex {
  private var lines: [String: Int] = [:]

  init(_ text: String) {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.scan()
    lines = scanner.lines
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

private struct Scanner {
  let bytes: [UInt8]
  var lines: [String: Int] = [:]
  private var position = 0
  private var line = 1
  private var tablePath = ""
  private var tableCounts: [String: Int] = [:]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isAhead(_ text: StaticString) -> Bool {
    let wanted = Array("\(text)".utf8)
    return position + wanted.count <= bytes.count && Array(bytes[position..<(position + wanted.count)]) == wanted
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  private mutating func skip(while holds: (UInt8) -> Bool) {
    while let byte = next, holds(byte) { advance() }
  }

  private mutating func skipBlank() {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "#"): skip { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      default: return
      }
    }
  }

  mutating func scan() {
    skipBlank()
    while let byte = next {
      if byte == UInt8(ascii: "[") { scanHeader() } else { scanPair(in: tablePath) }
      skipBlank()
    }
  }

  /// `[table]` or `[[list of tables]]`.
  private mutating func scanHeader() {
    let isList = isAhead("[[")
    let start = line
    advance(isList ? 2 : 1)
    let keys = scanKeys()
    advance(isList ? 2 : 1)
    tablePath = ""
    for (depth, key) in keys.enumerated() {
      tablePath = joined(tablePath, key)
      if isList && depth == keys.count - 1 { tableCounts[tablePath, default: 0] += 1 }
      if let count = tableCounts[tablePath] { tablePath += "[\(count - 1)]" }
      note(tablePath, start)
    }
  }

  private mutating func scanPair(in table: String) {
    let start = line
    var path = table
    for key in scanKeys() {
      path = joined(path, key)
      note(path, start)
    }
    // The equals sign.
    advance()
    scanValue(path)
  }

  /// A key, or several with dots between.
  private mutating func scanKeys() -> [String] {
    var keys: [String] = []
    while true {
      skipSpaces()
      keys.append(scanKey())
      skipSpaces()
      guard next == UInt8(ascii: ".") else { return keys }
      advance()
    }
  }

  private mutating func scanKey() -> String {
    let quote = next
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = position
      scanString()
      return String(decoding: bytes[(start + 1)..<max(start + 1, position - 1)], as: UTF8.self)
    }
    let start = position
    skip { byte in
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (byte >= 0x30 && byte <= 0x39)
        || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
    // Whatever else stands here, the scan goes on.
    if position == start { advance() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func scanValue(_ path: String) {
    skipSpaces()
    switch next {
    case UInt8(ascii: "["): scanArray(path)
    case UInt8(ascii: "{"): scanInlineTable(path)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): scanString()
    default:
      let ends = Array(",]}#\n".utf8)
      skip { !ends.contains($0) }
    }
  }

  private mutating func scanArray(_ path: String) {
    advance()
    var index = 0
    skipBlank()
    while let byte = next, byte != UInt8(ascii: "]") {
      note("\(path)[\(index)]", line)
      scanValue("\(path)[\(index)]")
      index += 1
      skipBlank()
      if next == UInt8(ascii: ",") { advance() }
      skipBlank()
    }
    advance()
  }

  private mutating func scanInlineTable(_ path: String) {
    advance()
    skipBlank()
    while let byte = next, byte != UInt8(ascii: "}") {
      scanPair(in: path)
      skipBlank()
      if next == UInt8(ascii: ",") { advance() }
      skipBlank()
    }
    advance()
  }

  private mutating func scanString() {
    guard let quote = next else { return }
    let isLong = quote == UInt8(ascii: "\"") ? isAhead("\"\"\"") : isAhead("'''")
    advance(isLong ? 3 : 1)
    while let byte = next {
      if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        advance(2)
      } else if byte != quote {
        advance()
      } else if !isLong {
        return advance()
      } else if quote == UInt8(ascii: "\"") ? isAhead("\"\"\"") : isAhead("'''") {
        advance(3)
        // A long string may end in up to two quotes of its own.
        return skip { $0 == quote }
      } else {
        advance()
      }
    }
  }

  private mutating func skipSpaces() {
    skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  private func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private mutating func note(_ path: String, _ line: Int) {
    if lines[path] == nil { lines[path] = line }
  }
}
