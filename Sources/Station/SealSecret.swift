import Crypto
import EventLog
import Foundation
import Text
import Vocabulary

/// What the station keeps of a board whose log is sealed: the board's name and a random number, from which every key of
/// its log follows. The board has only the key of the epoch it is in.
public struct SealSecret: Equatable, Sendable {
  /// Letters, digits, dots and dashes that a board's name may have.
  public static let longestName = 64

  /// The board's name; a part of every key.
  public let board: String
  private let seed: Digest

  /// Makes a secret of its parts; nil if the name is not one or the seed has not 32 bytes.
  public init?(board: String, seed: [UInt8]) {
    let isName = board.utf8.allSatisfy { byte in
      byte == 0x2D || byte == 0x2E || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    guard isName, (1...Self.longestName).contains(board.utf8.count), seed.count == 32 else { return nil }
    self.board = board
    var digest = Digest()
    for index in 0..<32 { digest.bytes[index] = seed[index] }
    self.seed = digest
  }

  /// What the board begins with.
  public var first: SealState {
    var authentication = MessageAuthentication<SHA256Hasher>(key: seed)
    authentication.update(Array("prodrome log first epoch".utf8).span)
    authentication.update(Array(board.utf8).span)
    return SealState(epoch: 1, key: authentication.finish())
  }

  /// Makes a new secret from the system's random numbers; nil if the name is not one.
  public init?(board: String) {
    var generator = SystemRandomNumberGenerator()
    self.init(board: board, seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Writes the secret, and beside it, with `.board` added to the name, the first key for the board. Both are for the
  /// owner alone and must not be there yet.
  ///
  /// - Parameter file: Where the secret goes.
  /// - Throws: `SecretFile.Refusal` if a file is there or cannot be written.
  public func write(to file: URL) throws(SecretFile.Refusal) {
    let state = first.bytes
    try SecretFile.write([
      (file, Array(text.utf8), isSecret: true),
      (URL(fileURLWithPath: file.path + ".board"), (0..<SealState.byteCount).map { state[$0] }, isSecret: true),
    ])
  }

  /// The secret's file: the name, a space, 64 hexadecimal digits, a line feed.
  public var text: String { "\(board) \(seed.hexadecimal)\n" }

  /// Reads a secret's file.
  ///
  /// - Parameter file: Where it is.
  /// - Throws: `SecretFile.Refusal` if it holds something else, is readable by others or cannot be read.
  public init(reading file: URL) throws(SecretFile.Refusal) {
    let text = try SecretFile.text(of: file, madeBy: "prodrome key log-seal")
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 65, parts[1].hasSuffix("\n"),
      let seed = Hexadecimal.bytes(parts[1].dropLast()),
      let secret = SealSecret(board: String(parts[0]), seed: seed)
    else {
      throw SecretFile.Refusal(
        description: "\(file.path): expected a board's name, a space, 64 hexadecimal digits and a line feed")
    }
    self = secret
  }
}
