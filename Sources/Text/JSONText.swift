import Foundation

/// Documents as JSON: one way for every `--json`.
public enum JSONText {
  /// A value as one JSON document on one line: keys sorted and in snake case, slashes as they are, and nothing
  /// in it that a terminal would obey.
  ///
  /// - Parameter value: What to write; its numbers are finite.
  /// - Returns: The line, without a line feed.
  /// - Throws: `EncodingError` for a number that is not finite.
  public static func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self).shown
  }
}
