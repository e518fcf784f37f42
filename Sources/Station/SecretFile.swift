import Foundation

/// Files that hold what only their owner may read.
public enum SecretFile {
  /// Why there is no secret.
  public struct Refusal: Error, CustomStringConvertible {
    /// The file, what was found and what was expected.
    public let description: String
  }

  /// Reads a short file that nobody else can read.
  ///
  /// - Parameters:
  ///   - file: Where it is.
  ///   - maker: The command that makes such a file.
  /// - Returns: Its text.
  /// - Throws: `Refusal` if it is readable by others or cannot be read.
  static func text(of file: URL, madeBy maker: String) throws(Refusal) -> String {
    let path = file.path
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Refusal(description: "\(path): cannot be read, expected a file made by `\(maker)`")
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? NSNumber
    guard let mode, mode.intValue & 0o077 == 0 else {
      let found = String((mode?.intValue ?? 0) & 0o777, radix: 8)
      throw Refusal(description: "\(path): found mode \(found), expected 600: a secret that others can read")
    }
    return String(decoding: bytes.prefix(256), as: UTF8.self)
  }

  /// Writes files that must not be there yet.
  ///
  /// - Parameter files: Where each goes, its contents, and whether it is for its owner alone.
  /// - Throws: `Refusal` if one is there or cannot be written.
  static func write(_ files: [(file: URL, contents: [UInt8], isSecret: Bool)]) throws(Refusal) {
    for (file, _, _) in files where FileManager.default.fileExists(atPath: file.path) {
      throw Refusal(description: "\(file.path): found a file, expected none: keys are never overwritten")
    }
    for (file, contents, isSecret) in files {
      let mode = isSecret ? 0o600 : 0o644
      guard
        FileManager.default.createFile(
          atPath: file.path, contents: Data(contents), attributes: [.posixPermissions: mode])
      else { throw Refusal(description: "\(file.path): cannot be written") }
    }
  }
}
