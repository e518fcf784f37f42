import Crypto
import Foundation
import Text
import Vocabulary

/// The marks of a log's alarms: a file of JSON lines beside the local copy, only ever appended to. Of several marks of
/// one alarm the last one counts. The board's log is never touched.
///
/// A line is a mark with the author's public key and a signature over the line's bytes without it; both are `null`
/// where no key was given.
public struct MarkFile {
  /// What is wrong with a line.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    public let path: String
    public let line: Int
    public let found: String

    /// What was found and what was expected.
    public var description: String {
      "\(path):\(line): found \(found), expected a mark as prodrome mark writes it, whole and with a fitting signature"
    }
  }

  /// The file.
  public let url: URL

  /// Names the marks of a log.
  ///
  /// - Parameter log: The log's folder, or a segment's file.
  public init(of log: URL) {
    url = log.deletingLastPathComponent().appending(path: log.lastPathComponent + "-marks.jsonl")
  }

  /// Reads the marks; none where there is no file.
  ///
  /// - Returns: All lines in order, each with the public key that signed it, in hexadecimal.
  /// - Throws: `Refusal`, or a file error.
  public func all() throws -> [(mark: Mark, signer: String?)] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var marks: [(mark: Mark, signer: String?)] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      guard let mark = try? JSONDecoder().decode(Mark.self, from: Data(line.utf8)) else {
        throw Refusal(path: url.path, line: index + 1, found: "what is no mark")
      }
      marks.append((mark, try signer(in: String(line), number: index + 1)))
    }
    return marks
  }

  /// Appends a mark.
  ///
  /// - Parameters:
  ///   - mark: The mark.
  ///   - key: The author's private key, if it is to be signed.
  /// - Throws: A file error.
  public func append(_ mark: Mark, signedBy key: SigningKey?) throws {
    let line = Self.line(mark, signedBy: key)
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data((line + "\n").utf8))
    try handle.synchronize()
  }

  private static func line(_ mark: Mark, signedBy key: SigningKey?) -> String {
    var object = mark.json
    object.set("key", key?.publicKey.hexadecimal)
    let message = Array(object.line.utf8)
    object.set("signature", key.map { $0.signature(over: message.span).hexadecimal })
    return object.line
  }

  private struct Seal: Decodable {
    let key: String?
    let signature: String?
  }

  private func signer(in line: String, number: Int) throws -> String? {
    let seal = try JSONDecoder().decode(Seal.self, from: Data(line.utf8))
    guard let key = seal.key else {
      guard seal.signature == nil else {
        throw Refusal(path: url.path, line: number, found: "a signature without a key")
      }
      return nil
    }
    // The bytes as they stand are what was signed, in whatever order the line's members are.
    let message = line.components(separatedBy: ",\"signature\":\"\(seal.signature ?? "")\"")
    guard message.count == 2, Self.isValid(seal.signature, over: Array(message.joined().utf8), by: key) else {
      throw Refusal(path: url.path, line: number, found: "a signature that does not fit")
    }
    return key
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
