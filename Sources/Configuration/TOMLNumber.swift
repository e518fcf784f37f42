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

  /// Whether a text is a date, a time or both (RFC 3339).
  static func isTime(_ text: String) -> Bool {
    guard text.utf8.count >= 8 else { return false }
    if isDate(text.prefix(10)) {
      let rest = text.dropFirst(10)
      guard let separator = rest.first else { return true }
      return "Tt ".contains(separator) && isClock(rest.dropFirst(), mayHaveZone: true)
    }
    return isClock(text[...], mayHaveZone: false)
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4, in: 0...9999),
      let month = number(parts[1], digits: 2, in: 1...12)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return number(parts[2], digits: 2, in: 1...days) != nil
  }

  private static func isClock(_ text: Substring, mayHaveZone: Bool) -> Bool {
    let clock = text.prefix { $0 != "Z" && $0 != "z" && $0 != "+" && $0 != "-" }
    let zone = text.dropFirst(clock.count)
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, number(parts[0], digits: 2, in: 0...23) != nil,
      number(parts[1], digits: 2, in: 0...59) != nil
    else { return false }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard seconds.count <= 2, number(seconds[0], digits: 2, in: 0...59) != nil,
      seconds.count == 1 || (!seconds[1].isEmpty && seconds[1].allSatisfy { "0"..."9" ~= $0 })
    else { return false }
    if zone.isEmpty { return true }
    let offset = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    return mayHaveZone
      && (zone.lowercased() == "z"
        || (!zone.lowercased().hasPrefix("z") && offset.count == 2 && number(offset[0], digits: 2, in: 0...23) != nil
          && number(offset[1], digits: 2, in: 0...59) != nil))
  }

  private static func number(_ text: Substring, digits: Int, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
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
