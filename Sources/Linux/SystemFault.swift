/// A system call that failed.
public struct SystemFault: Error {
  /// What was tried, for a person.
  public let operation: StaticString
  /// The system's error number.
  public let code: Int32

  /// Creates a fault.
  public init(_ operation: StaticString, code: Int32) {
    self.operation = operation
    self.code = code
  }
}
