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

  /// The fault in one line.
  public var description: String { "\(path):\(line): found \(found), expected \(expected)" }
}
