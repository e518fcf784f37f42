/// Everything wrong in the configuration, in the order of the files' lines.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// What is wrong; never empty.
  public let findings: [Finding]

  /// Creates an error.
  public init(_ findings: [Finding]) {
    precondition(!findings.isEmpty)
    self.findings = findings.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
  }

  /// One finding a line; of very many the first hundred, and how many more there are.
  public var description: String {
    let shown = findings.prefix(100).map(\.description)
    return (shown + (findings.count > 100 ? ["and \(findings.count - 100) more"] : [])).joined(separator: "\n")
  }
}
