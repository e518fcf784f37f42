/// Text that names no fault.
public struct FaultTextError: Error, Equatable, CustomStringConvertible {
  /// What was found.
  public let found: String
  /// What would be right.
  public let expected: String

  /// Creates the error.
  public init(found: String, expected: String) {
    self.found = found
    self.expected = expected
  }

  /// Says so.
  public var description: String { "fault: found \"\(found)\", expected \(expected)" }
}
