import Crypto
import EventLog
import Foundation
import Text
import Vocabulary

/// The station's key pair for clips: boards seal to the public one, and the secret one alone opens.
public struct ClipKey: Equatable, Sendable {
  /// Why there is no key.
  public struct Refusal: Error, CustomStringConvertible {
    /// The file, what was found and what was expected.
    public let description: String
  }

  private let secret: Digest

  /// Takes a secret key; nil if it has not 32 bytes.
  public init?(secret: [UInt8]) {
    guard secret.count == 32 else { return nil }
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = secret[index] }
    self.secret = digest
  }

  /// Makes a new key from the system's random numbers.
  public init() {
    var generator = SystemRandomNumberGenerator()
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = UInt8.random(in: .min ... .max, using: &generator) }
    secret = digest
  }

  /// The public key, for `station_keys` in a site's file.
  public var publicKey: AgreementKey { SealedMessage.publicKey(of: secret) }

  /// The public key as 64 hexadecimal digits.
  public var publicText: String { Hexadecimal.text((0..<32).map { publicKey.bytes[$0] }) }

  /// Writes the secret key, for the owner alone, and the public one beside it, with `.pub` added to the name. Neither
  /// may be there yet.
  ///
  /// - Throws: `Refusal` if a file is there or cannot be written.
  public func write(to file: URL) throws(Refusal) {
    let publicFile = URL(fileURLWithPath: file.path + ".pub")
    for file in [file, publicFile] where FileManager.default.fileExists(atPath: file.path) {
      throw Refusal(description: "\(file.path): found a file, expected none: keys are never overwritten")
    }
    for (file, text, mode) in [(file, secret.hexadecimal, 0o600), (publicFile, publicText, 0o644)] {
      guard
        FileManager.default.createFile(
          atPath: file.path, contents: Data("\(text)\n".utf8), attributes: [.posixPermissions: mode])
      else { throw Refusal(description: "\(file.path): cannot be written") }
    }
  }

  /// Reads a secret key's file.
  ///
  /// - Throws: `Refusal` if it holds something else, is readable by others or cannot be read.
  public init(reading file: URL) throws(Refusal) {
    let path = file.path
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Refusal(description: "\(path): cannot be read, expected a key made by `prodrome key clips`")
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? NSNumber
    guard let mode, mode.intValue & 0o077 == 0 else {
      let found = String((mode?.intValue ?? 0) & 0o777, radix: 8)
      throw Refusal(description: "\(path): found mode \(found), expected 600: a secret that others can read")
    }
    let text = String(decoding: bytes.prefix(256), as: UTF8.self)
    guard text.hasSuffix("\n"), let secret = Hexadecimal.bytes(text.dropLast()), let key = ClipKey(secret: secret)
    else {
      throw Refusal(description: "\(path): expected 64 hexadecimal digits and a line feed")
    }
    self = key
  }

  /// Opens a sealed clip.
  ///
  /// - Parameter body: A clip's body.
  /// - Returns: The same clip's body, not sealed; nil if it is not sealed to this key, or was changed.
  public func opened(_ body: [UInt8]) -> [UInt8]? {
    guard let clip = try? ClipBody(decoding: body.span), clip.isSealed else { return nil }
    let end = body.count - ClipBody.sealBytes
    var ephemeral = AgreementKey()
    for index in 0..<32 { ephemeral.bytes[index] = body[end + index] }
    let tag = InlineArray<16, UInt8> { body[end + 32 + $0] }
    let heading = Array(body[..<ClipBody.headingBytes])
    var samples = Array(body[ClipBody.headingBytes..<end])
    let message = ClipSealer<SealedMessage, SHA256Hasher>.withPurpose {
      SealedMessage(opening: ephemeral, secret: secret, info: $0)
    }
    var bytes = samples.mutableSpan
    guard let message, message.open(&bytes, tag: tag, under: heading.span) else { return nil }
    return [1] + heading.dropFirst() + samples
  }
}
