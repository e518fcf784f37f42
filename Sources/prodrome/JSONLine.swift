import Foundation

/// JSON lines on standard output.
enum JSONLine {
  /// Prints one object on one line, at once.
  ///
  /// - Parameter value: The object.
  /// - Throws: If it cannot be encoded.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(value)
    data.append(0x0A)
    try FileHandle.standardOutput.write(contentsOf: data)
  }
}
