/// A log, or what is asked of it, that cannot be read at all.
public struct LogReadError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The log's folder or file.
  public let path: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// Creates an error.
  public init(path: String, found: String, expected: String) {
    self.path = path
    self.found = found
    self.expected = expected
  }

  /// One line for people.
  public var description: String { "\(path): found \(found), expected \(expected)" }
}
