import Crypto
import Foundation
import Text
import Vocabulary

/// The files of a pair of keys: for each one line of 64 hexadecimal digits.
public enum KeyFile {
  /// Why there is no key.
  public struct Refusal: Error, CustomStringConvertible {
    /// The file, what was found and what was expected.
    public let description: String
  }

  /// Writes a private key, and its public key beside it, into files that must not be there yet.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - path: The private key's file; `.pub` is added for the public key's.
  /// - Throws: `Refusal` if either is there or cannot be written.
  public static func write(_ key: SigningKey, to path: String) throws(Refusal) {
    guard !FileManager.default.fileExists(atPath: "\(path).pub") else {
      throw Refusal(description: "\(path).pub: found a file, expected none: keys are never overwritten")
    }
    let secret = (0..<32).map { key.secret[$0] }
    try create(path, text: Hexadecimal.text(secret), mode: 0o600)
    try create("\(path).pub", text: key.publicKey.hexadecimal, mode: 0o644)
  }

  /// Reads a private key.
  ///
  /// - Parameter path: Its file.
  /// - Returns: The key.
  /// - Throws: `UnreadableFile`; `Refusal` if it holds something else, or is readable by others.
  public static func read(_ path: String) throws -> SigningKey {
    let bytes = try InputFile.bytes(of: path, atMost: 4096)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0 else {
      throw Refusal(
        description:
          "\(path): found mode \(String(mode & 0o777, radix: 8)), expected 600: a private key others can read")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count == 65, text.hasSuffix("\n"), let secret = Hexadecimal.bytes(text.dropLast()),
      let key = SigningKey(secret: secret.span)
    else { throw Refusal(description: "\(path): expected a private key: 64 hexadecimal digits and a line feed") }
    return key
  }

  /// Makes a file that is nobody's to read before its mode is set.
  private static func create(_ path: String, text: String, mode: mode_t) throws(Refusal) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      let reason =
        errno == EEXIST
        ? "found a file, expected none: keys are never overwritten" : unsafe String(cString: strerror(errno))
      throw Refusal(description: "\(path): \(reason)")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data("\(text)\n".utf8))
      try handle.synchronize()
      try handle.close()
    } catch {
      throw Refusal(description: "\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
