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

  /// Appends a line to a file, made if it is not there; it is durable on return.
  static func append(_ line: String, to url: URL) throws {
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data((line + "\n").utf8))
    try handle.synchronize()
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
