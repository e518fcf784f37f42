import Text

/// Something in a log that should not be so, and where.
public struct LogFinding: Equatable, Sendable, CustomStringConvertible {
  /// The segment's file, or the log as a whole.
  public let file: String
  /// Offset in the file.
  public let offset: Int
  /// What it is.
  public let problem: LogProblem

  /// Creates a finding.
  public init(file: String, offset: Int, problem: LogProblem) {
    self.file = file
    self.offset = offset
    self.problem = problem
  }

  /// One line for people.
  public var description: String { "\(file.shown): byte \(offset): \(problem)" }
}
