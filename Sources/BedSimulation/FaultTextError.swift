/// Text that names no fault, or no seizure.
public struct FaultTextError: Error, Equatable, CustomStringConvertible {
  /// What should stand there.
  public let what: String
  /// What was found.
  public let found: String
  /// What would be right.
  public let expected: String

  /// Creates the error.
  public init(what: String = "fault", found: String, expected: String) {
    self.what = what
    self.found = found
    self.expected = expected
  }

  /// Says so.
  public var description: String { "\(what): found \"\(found)\", expected \(expected)" }
}
