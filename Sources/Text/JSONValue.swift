import Foundation

/// A value of JSON that somebody wrote by hand: its kind as it stands there, so that `true` is no number.
public enum JSONValue: Equatable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// An object, each of its keys once.
  case object([String: JSONValue])

  /// Reads a file of JSON.
  ///
  /// - Parameter json: The file's bytes.
  /// - Throws: `JSONFault`: what is no JSON, or a key that stands in one object twice.
  public init(json: [UInt8]) throws(JSONFault) {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(json))
    } catch {
      throw JSONFault(error)
    }
    if let fault = RepeatedKeys.first(in: json) { throw fault }
  }

  /// What is found, for a message: a value as it is written, of a list or an object only that it is one.
  public var shown: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    case .text(let value): "\"\(value.shown)\""
    case .list(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .object: "an object"
    }
  }
}

extension JSONValue: Decodable {
  /// Takes whatever stands there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let values = try? container.decode([JSONValue].self) {
      self = .list(values)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
