extension TOMLReader {
  /// A text in quotes: basic or literal, on one line or several.
  mutating func string() throws(TOMLFault) -> String {
    let isBasic = next == UInt8(ascii: "\"")
    let isLong = isAhead(isBasic ? "\"\"\"" : "'''")
    let start = line
    advance(isLong ? 3 : 1)
    if isLong { _ = skipNewline() }
    var text: [UInt8] = []
    while !(isLong ? isAhead(isBasic ? "\"\"\"" : "'''") : next == (isBasic ? UInt8(ascii: "\"") : UInt8(ascii: "'"))) {
      guard let byte = next else {
        throw TOMLFault(line: start, found: "a text without an end", expected: "a closing quote")
      }
      if isBasic && byte == UInt8(ascii: "\\") {
        try escape(into: &text, isLong: isLong)
      } else if isLong && skipNewline() {
        text.append(UInt8(ascii: "\n"))
      } else {
        guard byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F) else {
          throw fault(expected: isLong ? "no control characters in a text" : "a closing quote on the text's line")
        }
        text.append(byte)
        advance()
      }
    }
    advance(isLong ? 3 : 1)
    // A long text may end in up to two quotes of its own.
    for _ in 0..<2 where isLong && next == (isBasic ? UInt8(ascii: "\"") : UInt8(ascii: "'")) {
      text.append(isBasic ? UInt8(ascii: "\"") : UInt8(ascii: "'"))
      advance()
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What follows a backslash in a basic text.
  private mutating func escape(into text: inout [UInt8], isLong: Bool) throws(TOMLFault) {
    let place = self
    advance()
    let kind = next
    if isLong, try skipContinuation() { return }
    advance()
    switch kind {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "\""): text.append(0x22)
    case UInt8(ascii: "\\"): text.append(0x5C)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      guard let scalar = scalar(digits: kind == UInt8(ascii: "u") ? 4 : 8) else {
        throw place.fault(expected: "the digits of a Unicode scalar after \\u or \\U")
      }
      text += Array(String(Character(scalar)).utf8)
    default: throw place.fault(expected: "\\b, \\t, \\n, \\f, \\r, \\\", \\\\, \\u or \\U")
    }
  }

  /// A backslash at a line's end takes away all blanks up to the next character.
  private mutating func skipContinuation() throws(TOMLFault) -> Bool {
    var ahead = self
    ahead.skipSpaces()
    guard ahead.skipNewline() else { return false }
    repeat { ahead.skipSpaces() } while ahead.skipNewline()
    self = ahead
    return true
  }

  private mutating func scalar(digits count: Int) -> Unicode.Scalar? {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return Unicode.Scalar(value)
  }
}
