import Text

/// A value as JSON text, on one line.
public protocol JSONValue {
  /// The text.
  var json: String { get }
}

extension Bool: JSONValue {
  /// `true` or `false`.
  public var json: String { self ? "true" : "false" }
}

extension Double: JSONValue {
  /// The shortest decimal that reads back to the same number; `null` where there is no number.
  public var json: String { isFinite ? "\(self)" : "null" }
}

extension FixedWidthInteger where Self: JSONValue {
  /// The whole number in decimal.
  public var json: String { String(self) }
}

extension Int: JSONValue {}
extension Int8: JSONValue {}
extension Int16: JSONValue {}
extension Int32: JSONValue {}
extension Int64: JSONValue {}
extension UInt8: JSONValue {}
extension UInt16: JSONValue {}
extension UInt32: JSONValue {}
extension UInt64: JSONValue {}

extension String: JSONValue {
  /// The text in quotation marks, with what JSON does not allow, and what a terminal would obey, escaped.
  public var json: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.shown + "\""
  }
}

extension Optional: JSONValue where Wrapped: JSONValue {
  /// The value, or `null`.
  public var json: String { self?.json ?? "null" }
}

extension Array: JSONValue where Element: JSONValue {
  /// The values in order.
  public var json: String { "[" + map(\.json).joined(separator: ",") + "]" }
}
