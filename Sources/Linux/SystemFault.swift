import Vocabulary

/// A system call that failed.
public struct SystemFault: Error, Equatable {
  /// What was tried.
  public let operation: SystemOperation
  /// Of what: a path, a label or a name; empty where there is none.
  public let subject: FixedText<32>
  /// The system's error number.
  public let code: Int32

  /// Creates a fault.
  public init(_ operation: SystemOperation, _ subject: FixedText<32> = FixedText(), code: Int32) {
    self.operation = operation
    self.subject = subject
    self.code = code
  }

  /// Whether another program holds a GPIO line: EBUSY.
  public var isLineTaken: Bool { operation == .requestLine && code == 16 }

  /// The fault as the log keeps it.
  public var detail: FaultDetail { .system(operation, subject: subject, code: code) }
}
