import Foundation

/// Documents as JSON: one way for every `--json`.
public enum JSONText {
  /// A value as one JSON document on one line: keys sorted, slashes as they are, and nothing in it that a terminal
  /// would obey.
  ///
  /// - Parameters:
  ///   - value: What to write; its numbers are finite.
  ///   - keys: How keys are spelled; left out: Swift's names in snake case.
  /// - Returns: The line, without a line feed.
  /// - Throws: `EncodingError` for a number that is not finite.
  public static func line(
    _ value: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .convertToSnakeCase
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = keys
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self).shown
  }
}
