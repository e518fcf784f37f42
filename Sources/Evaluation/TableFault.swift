import Text

/// A line of a table that does not say what it should.
public struct TableFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The line, from 1.
  public let line: Int
  /// What stands there.
  public let found: String
  /// What should.
  public let expected: String

  /// Names a fault.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - line: The line, from 1.
  ///   - found: What stands there.
  ///   - expected: What should.
  public init(path: String, line: Int, found: String, expected: String) {
    self.path = path
    self.line = line
    self.found = found
    self.expected = expected
  }

  /// The fault in one line.
  public var description: String { "\(path):\(line): found \(found.shown), expected \(expected)" }
}
