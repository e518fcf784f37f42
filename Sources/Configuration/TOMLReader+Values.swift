extension TOMLReader {
  /// The value that comes next.
  ///
  /// - Parameters:
  ///   - path: Its path.
  ///   - depth: How many tables and lists are around it.
  /// - Returns: The value.
  /// - Throws: What is no TOML.
  mutating func value(_ path: String, depth: Int) throws(TOMLFault) -> ConfigurationValue {
    switch next {
    case UInt8(ascii: "["): return try array(path, depth: depth + 1)
    case UInt8(ascii: "{"): return try inlineTable(path, depth: depth + 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    default: return try plainValue()
    }
  }

  private mutating func array(_ path: String, depth: Int) throws(TOMLFault) -> ConfigurationValue {
    guard depth <= TOMLReader.deepest else { throw tooDeep() }
    advance()
    var values: [ConfigurationValue] = []
    while try skipToContent(), next != UInt8(ascii: "]") {
      let element = "\(path)[\(values.count)]"
      noteElement(element)
      values.append(try value(element, depth: depth))
      guard try skipToContent(), next == UInt8(ascii: ",") else { break }
      advance()
    }
    guard next == UInt8(ascii: "]") else { throw fault(expected: "\",\" or \"]\" in the list \(path)") }
    advance()
    return .array(values)
  }

  private mutating func inlineTable(_ path: String, depth: Int) throws(TOMLFault) -> ConfigurationValue {
    guard depth <= TOMLReader.deepest else { throw tooDeep() }
    advance()
    let table = TOMLTree(.dotted, path: path)
    skipSpaces()
    if next != UInt8(ascii: "}") {
      try pair(in: table, depth: depth)
      skipSpaces()
      while next == UInt8(ascii: ",") {
        advance()
        skipSpaces()
        try pair(in: table, depth: depth)
        skipSpaces()
      }
    }
    guard next == UInt8(ascii: "}") else { throw fault(expected: "\",\" or \"}\" in the table \(path)") }
    advance()
    return .table(table.values)
  }

  /// A number, a truth value, a date or a time: whatever has no quotes and no brackets.
  private mutating func plainValue() throws(TOMLFault) -> ConfigurationValue {
    let place = self
    var text = String(decoding: take(while: TOMLReader.isPlain), as: UTF8.self)
    let isDate = text.utf8.count == 10 && text.dropFirst(4).hasPrefix("-")
    if isDate, isAhead(" ") {
      var ahead = self
      ahead.advance()
      if let digit = ahead.next, digit >= 0x30 && digit <= 0x39 {
        advance()
        text += " " + String(decoding: take(while: TOMLReader.isPlain), as: UTF8.self)
      }
    }
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    if let value = TOMLNumber.value(of: text) { return value }
    if TOMLNumber.isTime(text) { return .time(text) }
    throw place.fault(expected: TOMLNumber.expected(for: text))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x3A) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }
}
