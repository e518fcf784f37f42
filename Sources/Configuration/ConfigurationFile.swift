/// A parsed configuration file, and everything found wrong in it so far.
public final class ConfigurationFile {
  /// The file, as the user named it.
  let name: String
  /// What was found wrong.
  private(set) var findings: [Finding] = []
  /// Where everything stands, for findings that look at several files together.
  let lines: KeyLineIndex
  private let values: [String: ConfigurationValue]

  /// The most bytes of a file.
  static let longest = 1 << 20

  /// Parses a file's text.
  ///
  /// - Throws: `ConfigurationError` if it is not TOML.
  init(name: String, text: String) throws {
    self.name = name
    var reader = TOMLReader(text)
    do throws(TOMLFault) {
      values = try reader.document()
    } catch {
      throw ConfigurationError([
        Finding(file: name, line: error.line, key: "", found: error.found, expected: error.expected)
      ])
    }
    lines = reader.lines
  }

  /// Reads and parses a file.
  ///
  /// - Throws: `UnreadableFile`; `ConfigurationError` if it is not UTF-8 or not TOML.
  convenience init(at path: String) throws {
    let bytes = try InputFile.bytes(of: path, atMost: ConfigurationFile.longest)
    // No character's bytes hold a line feed: what is no UTF-8 is so within its line.
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if let line = texts.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
      throw ConfigurationError([
        Finding(file: path, line: line + 1, key: "", found: "bytes that are no UTF-8", expected: "a TOML document")
      ])
    }
    try self.init(name: path, text: String(decoding: bytes, as: UTF8.self))
  }

  /// The file's outermost table.
  var root: TableReader { TableReader(file: self, path: "", values: values) }

  /// Something at a path, with its line.
  func finding(_ path: String, found: String, expected: String) -> Finding {
    Finding(file: name, line: lines[path], key: path, found: found, expected: expected)
  }

  /// Notes that something is wrong.
  func report(_ path: String, found: String, expected: String) {
    findings.append(finding(path, found: found, expected: expected))
  }

  /// Ends the reading.
  ///
  /// - Parameter value: What the file says; nil where something was missing, which is then among the findings.
  /// - Returns: The value.
  /// - Throws: `ConfigurationError` if anything was found wrong.
  func result<Value>(_ value: Value?) throws -> Value {
    if findings.isEmpty, let value { return value }
    if findings.isEmpty { report("", found: "values that do not go together", expected: "a complete description") }
    throw ConfigurationError(findings)
  }
}
