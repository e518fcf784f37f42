import Crypto
import EventLog
import Foundation
import Text
import Vocabulary

/// The station's key pair for clips: boards seal to the public one, and the secret one alone opens.
public struct ClipKey: Equatable, Sendable {
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
  /// - Throws: `SecretFile.Refusal` if a file is there or cannot be written.
  public func write(to file: URL) throws(SecretFile.Refusal) {
    try SecretFile.write([
      (file, Array("\(secret.hexadecimal)\n".utf8), isSecret: true),
      (URL(fileURLWithPath: file.path + ".pub"), Array("\(publicText)\n".utf8), isSecret: false),
    ])
  }

  /// Reads a secret key's file.
  ///
  /// - Throws: `SecretFile.Refusal` if it holds something else, is readable by others or cannot be read.
  public init(reading file: URL) throws(SecretFile.Refusal) {
    let text = try SecretFile.text(of: file, madeBy: "prodrome key clips")
    guard text.hasSuffix("\n"), let secret = Hexadecimal.bytes(text.dropLast()), let key = ClipKey(secret: secret)
    else {
      throw SecretFile.Refusal(description: "\(file.path): expected 64 hexadecimal digits and a line feed")
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
