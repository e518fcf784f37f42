import Bundle

/// The rule at a tz file's end, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixRule {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  /// Reads the rule into the rules; false if it is of another kind.
  mutating func apply(to rules: inout TimeZoneRules) -> Bool {
    guard name(), let standard = time() else { return false }
    // Written as what is to be added to local time.
    rules.standardOffset = -standard
    rules.daylightOffset = -standard
    if rest.isEmpty { return true }
    guard name() else { return false }
    if rest.first == "," {
      rules.daylightOffset = 3600 - standard
    } else {
      guard let daylight = time() else { return false }
      rules.daylightOffset = -daylight
    }
    guard let begins = day(), let ends = day(), rest.isEmpty else { return false }
    (rules.daylightBegins, rules.daylightEnds) = (begins, ends)
    return true
  }

  /// Passes over an abbreviation: letters, or anything between angle brackets.
  private mutating func name() -> Bool {
    if rest.first == "<" {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let count = rest.prefix(while: \.isLetter).count
    rest = rest.dropFirst(count)
    return count >= 3
  }

  /// Hours, with minutes and seconds behind colons, with or without a sign.
  private mutating func time() -> Int32? {
    let sign: Int32 = rest.first == "-" ? -1 : 1
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    guard let hours = number(), hours <= 167 else { return nil }
    var seconds = hours * 3600
    var unit: Int32 = 60
    while rest.first == ":" && unit > 0 {
      rest = rest.dropFirst()
      guard let part = number(), part < 60 else { return nil }
      seconds += part * unit
      unit /= 60
    }
    return sign * seconds
  }

  private mutating func day() -> TimeZoneRules.Day? {
    guard rest.hasPrefix(",M") else { return nil }
    rest = rest.dropFirst(2)
    guard let month = number(), (1...12).contains(month), dot(), let week = number(), (1...5).contains(week), dot(),
      let weekday = number(), (0...6).contains(weekday)
    else { return nil }
    var second: Int32 = 2 * 3600
    if rest.first == "/" {
      rest = rest.dropFirst()
      guard let time = time() else { return nil }
      second = time
    }
    return TimeZoneRules.Day(month: UInt8(month), week: UInt8(week), weekday: UInt8(weekday), second: second)
  }

  private mutating func dot() -> Bool {
    guard rest.first == "." else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func number() -> Int32? {
    let digits = rest.prefix(while: { ("0"..."9").contains($0) }).prefix(4)
    rest = rest.dropFirst(digits.count)
    return Int32(digits)
  }
}
