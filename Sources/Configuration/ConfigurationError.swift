/// Everything wrong in the configuration, in the order of the files' lines.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// What is wrong; never empty.
  public let findings: [Finding]

  /// Creates an error.
  public init(_ findings: [Finding]) {
    precondition(!findings.isEmpty)
    self.findings = findings.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
  }

  /// One finding a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
