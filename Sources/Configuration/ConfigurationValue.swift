/// A value of a TOML file.
enum ConfigurationValue {
  case table([String: ConfigurationValue])
  case array([ConfigurationValue])
  case string(String)
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  /// A date or a time: no key of ours takes one.
  case time(String)

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
