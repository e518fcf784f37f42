import ArgumentParser
import Bundle

extension Trust {
  /// Adds the keys of a file of public keys, or one key written as its digits.
  ///
  /// - Parameter text: The file's path, or 64 hexadecimal digits.
  /// - Throws: `ExitCode` 65 or 74 after the reason went to standard error.
  mutating func appendKeys(fileOrDigits text: String) throws {
    let isDigits = text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
    let bytes = try isDigits ? [UInt8]((text + "\n").utf8) : BundleCommand.read(text, atMost: 4096)
    do throws(TrustedKeysFault) {
      try appendKeys(bytes.span)
    } catch {
      Console.note("Error: \(text): \(error.explanation)")
      throw BundleCommand.badData
    }
  }
}

extension TrustedKeysFault {
  /// What was found and what was expected.
  var explanation: String {
    switch self {
    case .count(let found): "found \(found) keys, expected 1 to \(Trust.maximumKeys) in all"
    case .line(let line): "line \(line): expected 64 hexadecimal digits and a line feed, nothing else"
    case .key(let line): "line \(line): found no key, or one that is given twice"
    }
  }
}
