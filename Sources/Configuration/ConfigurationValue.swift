import TOMLKit

/// A value of a TOML file, taken out of the parser's memory.
enum ConfigurationValue {
  case table([String: ConfigurationValue])
  case array([ConfigurationValue])
  case string(String)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  /// A date or a time: no key of ours takes one.
  case time(String)

  init(_ value: some TOMLValueConvertible) {
    if let table = value.table {
      self = ConfigurationValue(table)
    } else if let array = value.array {
      self = .array(array.map { ConfigurationValue($0.tomlValue) })
    } else if let string = value.string {
      self = .string(string)
    } else if let integer = value.int, value.type == .int {
      self = .integer(integer)
    } else if let real = value.double, value.type == .double {
      self = .real(real)
    } else if let boolean = value.bool {
      self = .boolean(boolean)
    } else {
      self = .time(value.debugDescription)
    }
  }

  init(_ table: TOMLTable) {
    var values: [String: ConfigurationValue] = [:]
    for (key, value) in table { values[key] = ConfigurationValue(value.tomlValue) }
    self = .table(values)
  }

  /// The value as a finding says it.
  var description: String {
    switch self {
    case .table: "a table"
    case .array(let values): "a list of \(values.count)"
    case .string(let text): "\"\(text)\""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .boolean(let value): "\(value)"
    case .time(let text): text
    }
  }
}
