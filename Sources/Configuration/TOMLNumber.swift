/// Numbers, dates and times of TOML documents.
enum TOMLNumber {
  /// The number that a text is; nil if it is none, or one that 64 bits do not hold.
  static func value(of text: String) -> ConfigurationValue? {
    let isSigned = text.hasPrefix("+") || text.hasPrefix("-")
    let digits = isSigned ? text.dropFirst() : text[...]
    switch digits {
    case "inf": return .real(text.hasPrefix("-") ? -.infinity : .infinity)
    case "nan": return .real(.nan)
    default: break
    }
    if let radix = radix(of: digits) {
      guard !isSigned, isGrouped(digits.dropFirst(2), radix: radix) else { return nil }
      return Int(digits.dropFirst(2).filter { $0 != "_" }, radix: radix).map { .integer($0) }
    }
    if isWhole(digits) { return Int(text.filter { $0 != "_" }).map { .integer($0) } }
    guard isReal(digits) else { return nil }
    return Double(text.filter { $0 != "_" }).map { .real($0) }
  }

  /// Whether a text has the form of a date, a time or both.
  static func isTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isDigits(_ range: Range<Int>) -> Bool {
      range.upperBound <= bytes.count && bytes[range].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
    let isDate =
      isDigits(0..<4) && bytes.count >= 10 && bytes[4] == UInt8(ascii: "-") && isDigits(5..<7)
      && bytes[7] == UInt8(ascii: "-") && isDigits(8..<10)
    let isClock = isDigits(0..<2) && bytes.count >= 8 && bytes[2] == UInt8(ascii: ":") && isDigits(3..<5)
    return isDate || isClock
  }

  /// What would be right in the place of a text that is no value.
  static func expected(for text: String) -> String {
    let digits = text.drop { $0 == "+" || $0 == "-" }
    return isWhole(digits) || radix(of: digits) != nil
      ? "a whole number of 64 bits, in digits without leading zeros"
      : "a value: a text in quotes, a number, true, false, a list or a table"
  }

  private static func radix(of digits: Substring) -> Int? {
    digits.hasPrefix("0x") ? 16 : digits.hasPrefix("0o") ? 8 : digits.hasPrefix("0b") ? 2 : nil
  }

  /// Digits, and underscores between digits.
  private static func isGrouped(_ text: Substring, radix: Int = 10) -> Bool {
    let groups = text.split(separator: "_", omittingEmptySubsequences: false)
    return groups.allSatisfy { group in
      !group.isEmpty && group.allSatisfy { $0.isASCII && ($0.hexDigitValue.map { $0 < radix } ?? false) }
    }
  }

  private static func isWhole(_ digits: Substring) -> Bool {
    isGrouped(digits) && (digits.count == 1 || !digits.hasPrefix("0"))
  }

  /// A whole number, then a fraction, an exponent or both.
  private static func isReal(_ digits: Substring) -> Bool {
    let parts = digits.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard isWhole(mantissa[0]), mantissa.count == 1 || isGrouped(mantissa[1]) else { return false }
    guard parts.count == 2 else { return mantissa.count == 2 }
    let isSigned = parts[1].hasPrefix("+") || parts[1].hasPrefix("-")
    return isGrouped(isSigned ? parts[1].dropFirst() : parts[1])
  }
}
