/// One thing wrong in a configuration file: where, what was found, and what would be right.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
  /// The file, as the user named it.
  public let file: String
  /// The line, from 1; nil where the whole file is meant.
  public let line: Int?
  /// The key with its tables, such as `spi.speed_hz`; empty where no key is meant.
  public let key: String
  /// What is there.
  public let found: String
  /// What would be right.
  public let expected: String

  /// Creates a finding.
  public init(file: String, line: Int?, key: String, found: String, expected: String) {
    self.file = file
    self.line = line
    self.key = key
    self.found = found
    self.expected = expected
  }

  /// `file:line: key: found …; expected …`.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return Finding.printable("\(place): \(key.isEmpty ? "" : "\(key): ")")
      + "found \(Finding.printable(found)); expected \(Finding.printable(expected))"
  }

  /// A text of a file as it may be shown on a terminal: no control characters, and not too long.
  private static func printable(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(400)
    let isWhole = shown.endIndex == text.unicodeScalars.endIndex
    return shown.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }.joined() + (isWhole ? "" : "…")
  }
}
