import Crypto
import Foundation
import Text
import Vocabulary

/// A line of JSON with its author's public key and a signature over the line's bytes without it; both are `null` where
/// no key was given.
enum SignedLine {
  private struct Seal: Decodable {
    let key: String?
    let signature: String?
  }

  /// The line of an object.
  static func text(_ object: JSONObject, signedBy key: SigningKey?) -> String {
    var object = object
    object.set("key", key?.publicKey.hexadecimal)
    let message = Array(object.line.utf8)
    object.set("signature", key.map { $0.signature(over: message.span).hexadecimal })
    return object.line
  }

  /// Who signed a line. The bytes as they stand are what was signed, in whatever order the line's members are.
  ///
  /// - Parameter line: The line.
  /// - Returns: The public key in hexadecimal and nil, or nil and what was found that should not be; both nil where
  ///   nobody signed.
  static func signer(of line: String) -> (key: String?, fault: String?) {
    guard let seal = try? JSONDecoder().decode(Seal.self, from: Data(line.utf8)) else {
      return (nil, "a line without the members of a signed one")
    }
    guard let key = seal.key else { return (nil, seal.signature == nil ? nil : "a signature without a key") }
    let message = line.components(separatedBy: ",\"signature\":\"\(seal.signature ?? "")\"")
    guard message.count == 2, isValid(seal.signature, over: Array(message.joined().utf8), by: key) else {
      return (nil, "a signature that does not fit")
    }
    return (key, nil)
  }

  /// A line of a file.
  struct Line {
    /// Its bytes.
    let bytes: Data
    /// Whether a line feed ends it: one without is the last, and may have been cut off while it was written.
    let isEnded: Bool
    /// Its text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The lines of a file; none where there is none.
  static func lines(of url: URL) throws -> [Line] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    let parts = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let ended = parts.dropLast().map { Line(bytes: $0, isEnded: true) }
    return ended + parts.suffix(1).filter { !$0.isEmpty }.map { Line(bytes: $0, isEnded: false) }
  }

  /// Appends a line to a file, made if it is not there; it is there whole or not at all, and durable on return.
  ///
  /// - Parameters:
  ///   - line: The line, or nil to append none.
  ///   - url: The file.
  ///   - isWhole: Whether a last line that no line feed ends was only left without it; one that was cut off goes.
  /// - Throws: A file error.
  static func append(_ line: String?, to url: URL, isWhole: (String) -> Bool) throws {
    let kept = try lines(of: url).filter { $0.isEnded || isWhole($0.text) }.map(\.bytes)
    let all = kept + (line.map { [Data($0.utf8)] } ?? [])
    try DurableFile.replace(url, with: all.reduce(into: Data()) { $0 += $1 + [UInt8(ascii: "\n")] })
  }

  private static func isValid(_ signature: String?, over message: [UInt8], by key: String) -> Bool {
    guard let signatureBytes = signature.flatMap({ Hexadecimal.bytes($0) }), signatureBytes.count == 64,
      let keyBytes = Hexadecimal.bytes(key), keyBytes.count == 32
    else { return false }
    var publicKey = PublicKey()
    var seal = Signature()
    for index in 0..<32 { publicKey.bytes[index] = keyBytes[index] }
    for index in 0..<64 { seal.bytes[index] = signatureBytes[index] }
    return Ed25519Verifier.isValid(seal, over: message.span, by: publicKey)
  }
}
