import Foundation

/// What a command's `--json` prints: one object.
public protocol JSONDocument: Encodable {}

extension JSONDocument {
  /// One JSON object on one line, keys sorted, ended by a line feed.
  ///
  /// - Returns: UTF-8.
  /// - Throws: `EncodingError` for a number that is not finite.
  public func json() throws -> Data {
    Data((try JSONText.line(self) + "\n").utf8)
  }
}
