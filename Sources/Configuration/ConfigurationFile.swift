import Foundation
import TOMLKit

/// A parsed configuration file, and everything found wrong in it so far.
final class ConfigurationFile {
  /// The file, as the user named it.
  let name: String
  /// What was found wrong.
  private(set) var findings: [Finding] = []
  private let lines: KeyLineIndex
  private let values: [String: ConfigurationValue]

  /// Parses a file's text.
  ///
  /// - Throws: `ConfigurationError` if it is not TOML.
  init(name: String, text: String) throws {
    self.name = name
    do {
      // The parser's values point into the document: all are taken out while it lives.
      let document = try TOMLTable(string: text)
      values = try withExtendedLifetime(document) {
        guard case .table(let values) = ConfigurationValue(document) else { throw ConfigurationFile.notATable(name) }
        return values
      }
    } catch let error as TOMLParseError {
      throw ConfigurationError([
        Finding(
          file: name, line: error.source.begin.line, key: "", found: "no TOML here (\(error.description))",
          expected: "a TOML document")
      ])
    }
    lines = KeyLineIndex(text)
  }

  /// Reads and parses a file.
  ///
  /// - Throws: `UnreadableFile`; `ConfigurationError` if it is not UTF-8 or not TOML.
  convenience init(at path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw UnreadableFile(file: path, problem: error.localizedDescription)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError([
        Finding(file: path, line: nil, key: "", found: "bytes that are no UTF-8", expected: "a TOML document")
      ])
    }
    try self.init(name: path, text: text)
  }

  private static func notATable(_ name: String) -> ConfigurationError {
    ConfigurationError([Finding(file: name, line: nil, key: "", found: "no keys", expected: "a TOML document")])
  }

  /// The file's outermost table.
  var root: TableReader { TableReader(file: self, path: "", values: values) }

  /// Notes that something is wrong.
  func report(_ path: String, found: String, expected: String) {
    findings.append(Finding(file: name, line: lines[path], key: path, found: found, expected: expected))
  }

  /// The line of a path, for findings that look at several files together.
  func line(_ path: String) -> Int? { lines[path] }

  /// Ends the reading.
  ///
  /// - Parameter value: What the file says; nil where something was missing, which is then among the findings.
  /// - Returns: The value.
  /// - Throws: `ConfigurationError` if anything was found wrong.
  func result<Value>(_ value: Value?) throws -> Value {
    guard findings.isEmpty, let value else { throw ConfigurationError(findings) }
    return value
  }
}
