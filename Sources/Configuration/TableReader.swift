import Vocabulary

/// Reads the keys of one table, notes what is wrong with them, and which nobody asked for.
final class TableReader {
  /// The table's path in its file; empty for the outermost.
  let path: String
  private let file: ConfigurationFile
  private let values: [String: ConfigurationValue]
  private var known: [String] = []

  init(file: ConfigurationFile, path: String, values: [String: ConfigurationValue]) {
    self.file = file
    self.path = path
    self.values = values
  }

  /// Its keys, as they stand in the file.
  var keys: [String] {
    values.keys.sorted { (file.lines[path(of: $0)] ?? 0, $0) < (file.lines[path(of: $1)] ?? 0, $1) }
  }

  /// Whether the table has a key, which may be left out.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - otherwise: What stands for it then, for the reference of keys.
  /// - Returns: Whether it has.
  func has(_ key: String, otherwise: String = "nothing") -> Bool {
    know(key)
    file.note(AskedKey(key: path(of: key), expected: "", otherwise: otherwise))
    return values[key] != nil
  }

  /// A key's path in its file.
  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Notes that a key's value is wrong.
  func report(_ key: String, found: String? = nil, expected: String) {
    file.report(path(of: key), found: found ?? values[key]?.description ?? "nothing", expected: expected)
  }

  /// A text of printable ASCII.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - limit: How many bytes it may have.
  ///   - example: What would be right.
  /// - Returns: The text, or nil once it is reported.
  func text(_ key: String, limit: Int, example: String) -> String? {
    let expected = "1 to \(limit) printable ASCII characters, such as \"\(example)\""
    guard case .string(let text)? = value(key, expected: expected) else { return nil }
    guard !text.isEmpty && text.utf8.count <= limit && text.utf8.allSatisfy(\.isPrintableASCII) else {
      report(key, expected: expected)
      return nil
    }
    return text
  }

  /// A text in any language.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - limit: How many characters it may have.
  /// - Returns: The text, or nil once it is reported.
  func phrase(_ key: String, limit: Int) -> String? {
    let expected = "a text of 1 to \(limit) characters"
    guard case .string(let text)? = value(key, expected: expected) else { return nil }
    guard !text.isEmpty && text.count <= limit else {
      report(key, expected: expected)
      return nil
    }
    return text
  }

  /// A whole number within a range.
  func integer<Number: FixedWidthInteger>(_ key: String, in range: ClosedRange<Number>, unit: String = "") -> Number? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " \(unit)")"
    guard case .integer(let value)? = value(key, expected: expected, type: \.isInteger) else { return nil }
    guard let number = Number(exactly: value), range.contains(number) else {
      report(key, expected: expected)
      return nil
    }
    return number
  }

  /// A number within a range, with or without a fraction.
  func decimal(_ key: String, in range: ClosedRange<Double>) -> Double? {
    let expected = "a number from \(TableReader.short(range.lowerBound)) to \(TableReader.short(range.upperBound))"
    guard let number = number(key, expected: expected) else { return nil }
    guard range.contains(number) else {
      report(key, expected: expected)
      return nil
    }
    return number
  }

  /// One of several things that a person names by a number.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - choices: What may be named.
  ///   - number: The number that names one.
  /// - Returns: What is named.
  func choice<Choice>(_ key: String, of choices: [Choice], named number: (Choice) -> Double) -> Choice? {
    let expected = "one of \(choices.map { TableReader.short(number($0)) }.joined(separator: ", "))"
    guard let found = self.number(key, expected: expected) else { return nil }
    guard let choice = choices.first(where: { number($0) == found }) else {
      report(key, expected: expected)
      return nil
    }
    return choice
  }

  /// True or false.
  func boolean(_ key: String) -> Bool? {
    guard case .boolean(let value)? = value(key, expected: "true or false", type: \.isBoolean) else { return nil }
    return value
  }

  /// One of some words.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - choices: The words and what they mean.
  ///   - otherwise: What would be right too, but is read elsewhere.
  /// - Returns: What the word means, or nil once it is reported.
  func choice<Value>(_ key: String, _ choices: KeyValuePairs<String, Value>, otherwise: String? = nil) -> Value? {
    let words = choices.map { "\"\($0.key)\"" }.joined(separator: ", ")
    let expected = "one of \(words)\(otherwise.map { ", or \($0)" } ?? "")"
    guard case .string(let text)? = value(key, expected: expected) else { return nil }
    guard let choice = choices.first(where: { $0.key == text }) else {
      report(key, expected: expected)
      return nil
    }
    return choice.value
  }

  /// A list of texts.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - count: How many there may be.
  ///   - example: What would be right.
  /// - Returns: The texts, or nil once they are reported.
  func texts(_ key: String, count: ClosedRange<Int>, example: String) -> [String]? {
    let expected = "a list of \(count.lowerBound) to \(count.upperBound) texts, such as \(example)"
    guard case .array(let values)? = value(key, expected: expected, type: \.isArray) else { return nil }
    let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    guard texts.count == values.count && count.contains(texts.count) else {
      report(key, expected: expected)
      return nil
    }
    return texts
  }

  /// A list whose entries are texts, or tables with keys of their own.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - count: How many there may be.
  ///   - expected: What would be right.
  /// - Returns: The entries, or nil once they are reported.
  func entries(_ key: String, count: ClosedRange<Int>, expected: String) -> [Entry]? {
    guard case .array(let values)? = value(key, expected: expected, type: \.isArray) else { return nil }
    let entries = values.enumerated().compactMap { index, value -> Entry? in
      switch value {
      case .string(let text): .text(text)
      case .table(let values): .table(TableReader(file: file, path: "\(path(of: key))[\(index)]", values: values))
      default: nil
      }
    }
    guard entries.count == values.count && count.contains(entries.count) else {
      report(key, expected: expected)
      return nil
    }
    return entries
  }

  /// An entry of a list.
  enum Entry {
    case text(String)
    case table(TableReader)
  }

  /// A list of whole numbers.
  func numbers(_ key: String, example: String) -> [Int]? {
    guard case .array(let values)? = value(key, expected: example, type: \.isArray) else { return nil }
    let numbers = values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    guard numbers.count == values.count else {
      report(key, expected: example)
      return nil
    }
    return numbers
  }

  /// A table that must be there.
  func table(_ key: String) -> TableReader? {
    guard case .table(let values)? = value(key, expected: "a table [\(path(of: key))]", type: \.isTable) else {
      return nil
    }
    return TableReader(file: file, path: path(of: key), values: values)
  }

  /// Whether a key's value is a table.
  func hasTable(_ key: String) -> Bool {
    know(key)
    return values[key]?.isTable ?? false
  }

  /// Whether a key's value is a whole number.
  func hasWholeNumber(_ key: String) -> Bool {
    know(key)
    return values[key]?.isInteger ?? false
  }

  /// Whether a key's value is a list.
  func hasList(_ key: String) -> Bool {
    know(key)
    return values[key]?.isArray ?? false
  }

  /// Notes every key that nobody asked for.
  func finish() {
    for key in values.keys.sorted() where !known.contains(key) {
      let nearest = NearestName.find(key, among: known).map { "; did you mean '\($0)'?" } ?? ""
      file.report(
        path(of: key), found: "an unknown key",
        expected: "only \(known.joined(separator: ", "))\(nearest)")
    }
  }

  /// A key's value, if it has the right type.
  private func value(
    _ key: String, expected: String, type hasType: KeyPath<ConfigurationValue, Bool> = \.isString
  ) -> ConfigurationValue? {
    know(key)
    file.note(AskedKey(key: path(of: key), expected: expected, otherwise: nil))
    guard let value = values[key], value[keyPath: hasType] else {
      report(key, expected: expected)
      return nil
    }
    return value
  }

  private func number(_ key: String, expected: String) -> Double? {
    switch value(key, expected: expected, type: \.isNumber) {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  private func know(_ key: String) {
    if !known.contains(key) { known.append(key) }
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }
}

extension ConfigurationValue {
  fileprivate var isString: Bool { if case .string = self { true } else { false } }
  fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
  fileprivate var isBoolean: Bool { if case .boolean = self { true } else { false } }
  fileprivate var isArray: Bool { if case .array = self { true } else { false } }
  fileprivate var isTable: Bool { if case .table = self { true } else { false } }
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    default: false
    }
  }
}
