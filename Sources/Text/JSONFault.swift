/// Why bytes are not taken as JSON.
public struct JSONFault: Error, Equatable, CustomStringConvertible {
  /// The key that it is about, with those it lies in (`operating_points.quiet`); empty where the whole is no JSON.
  public let key: String
  /// What was found and what was expected.
  public let problem: String

  /// Creates a fault.
  init(key: String, problem: String) {
    self.key = key
    self.problem = problem
  }

  /// The reader's own error, in its most exact words.
  init(_ error: any Error) {
    if case DecodingError.typeMismatch(_, let context)? = error as? DecodingError {
      key = context.codingPath.map(\.stringValue).joined(separator: ".")
      problem = "found a value that cannot be read, expected a number within range, a text, a list or an object"
      return
    }
    key = ""
    guard case DecodingError.dataCorrupted(let context)? = error as? DecodingError else {
      problem = "not JSON: \(error)"
      return
    }
    let exact = context.underlyingError.map { "\($0)" } ?? context.debugDescription
    problem = "not JSON: \(exact.shown)"
  }

  /// One line for people.
  public var description: String { key.isEmpty ? problem : "\"\(key)\": \(problem)" }
}
