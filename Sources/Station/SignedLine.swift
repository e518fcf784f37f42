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
    text(object, signer: key?.publicKey.hexadecimal) { message in
      key.map { key in
        let signature = key.signature(over: message.span)
        return Hexadecimal.text((0..<64).map { signature.bytes[$0] })
      }
    }
  }

  /// Who signed a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - object: What was read from it: what is signed is what is read.
  /// - Returns: The public key in hexadecimal and nil, or nil and what was found that should not be; both nil where
  ///   nobody signed.
  static func signer(of line: String, as object: JSONObject) -> (key: String?, fault: String?) {
    guard let seal = try? JSONDecoder().decode(Seal.self, from: Data(line.utf8)),
      text(object, signer: seal.key, { _ in seal.signature }) == line
    else { return (nil, "a line that was written in another way") }
    guard let key = seal.key else { return (nil, seal.signature == nil ? nil : "a signature without a key") }
    var isValid = false
    _ = text(object, signer: key) { message in
      isValid = self.isValid(seal.signature, over: message, by: key)
      return nil
    }
    return isValid ? (key, nil) : (nil, "a signature that does not fit")
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

  private static func text(_ object: JSONObject, signer: String?, _ sign: ([UInt8]) -> String?) -> String {
    var object = object
    object.set("key", signer)
    let signature = sign(Array(object.json.utf8))
    object.set("signature", signature)
    return object.json
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
