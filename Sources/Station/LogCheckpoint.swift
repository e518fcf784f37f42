import Crypto
import Foundation
import Vocabulary

/// What a log was at some moment, signed: how many records, and the root over all of them. In the form of
/// C2SP tlog-checkpoint (a C2SP signed-note), so that others' tools and witnesses can read it.
public struct LogCheckpoint: Equatable, Sendable {
  /// Why a text is no checkpoint.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String
  }

  /// Which log it is.
  public var origin: String
  /// Records from the first on.
  public var size: UInt64
  /// The root over them.
  public var root: Digest
  /// Sequence of the first record.
  public var firstRecord: UInt64

  /// Creates a checkpoint.
  public init(origin: String, size: UInt64, root: Digest, firstRecord: UInt64) {
    self.origin = origin
    self.size = size
    self.root = root
    self.firstRecord = firstRecord
  }

  private static let firstRecordLabel = "first-record "
  /// Begins a signature's line, as the form has it: an em dash.
  private static let signatureMark = "\u{2014}"

  /// What is signed: origin, size, root, and where the log begins.
  private var note: String {
    let root = Data((0..<32).map { self.root.bytes[$0] }).base64EncodedString()
    return "\(origin)\n\(size)\n\(root)\n\(Self.firstRecordLabel)\(firstRecord)\n"
  }

  /// The checkpoint with its signature.
  public func text(signedBy key: SigningKey) -> String {
    let signature = key.signature(over: Array(note.utf8).span)
    let bytes = Self.identity(of: key.publicKey, origin) + (0..<64).map { signature.bytes[$0] }
    return "\(note)\n\(Self.signatureMark) \(origin) \(Data(bytes).base64EncodedString())\n"
  }

  /// Reads a checkpoint that somebody signed.
  ///
  /// - Parameters:
  ///   - text: All of it.
  ///   - key: Whose signature it must bear; others are passed over.
  /// - Throws: `Refusal` if it is not one, or bears no such signature.
  public init(reading text: String, signedBy key: PublicKey) throws(Refusal) {
    let signed = try SignedCheckpoint(reading: text)
    guard signed.isSigned(by: key) else {
      throw Refusal(description: "found no valid signature by this key, expected one")
    }
    self = signed.checkpoint
  }

  /// Reads a checkpoint's lines before its signatures.
  init(note: String) throws(Refusal) {
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, !lines[0].isEmpty, let size = UInt64(lines[1]), let root = Data(canonicalBase64: lines[2]),
      root.count == 32, lines[3].hasPrefix(Self.firstRecordLabel),
      let firstRecord = UInt64(lines[3].dropFirst(Self.firstRecordLabel.count))
    else { throw Refusal(description: "expected a checkpoint's origin, size, root and first record, a line each") }
    var digest = Digest()
    for (index, byte) in root.enumerated() { digest.bytes[index] = byte }
    self.init(origin: String(lines[0]), size: size, root: digest, firstRecord: firstRecord)
    // What is signed is the one form of what was read.
    guard self.note == note + "\n" else { throw Refusal(description: "found numbers in another form than they have") }
  }

  /// Whether a line behind the note is a key's signature over it.
  func isSignature(_ line: String, of key: PublicKey) -> Bool {
    guard let bytes = signature(line, claiming: key) else { return false }
    var signature = Signature()
    for index in 0..<64 { signature.bytes[index] = bytes[bytes.startIndex + 4 + index] }
    return Ed25519Verifier.isValid(signature, over: Array(note.utf8).span, by: key)
  }

  /// The bytes of a line that says it is a key's signature.
  func signature(_ line: String, claiming key: PublicKey) -> Data? {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == Self.signatureMark, words[1] == origin,
      let bytes = Data(canonicalBase64: words[2]), bytes.count == 68,
      Array(bytes.prefix(4)) == Self.identity(of: key, origin)
    else { return nil }
    return bytes
  }

  /// A key's first four bytes in notes: SHA-256 of name, line feed, 1 for Ed25519, and the key.
  private static func identity(of key: PublicKey, _ name: String) -> [UInt8] {
    var hasher = SHA256Hasher()
    hasher.update((Array(name.utf8) + [0x0A, 0x01]).span)
    hasher.update(key.bytes.span)
    let digest = hasher.finish()
    return (0..<4).map { digest.bytes[$0] }
  }
}
