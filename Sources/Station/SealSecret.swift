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

  /// Why there is no secret.
  public struct Refusal: Error, CustomStringConvertible {
    /// The file, what was found and what was expected.
    public let description: String
  }

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
  /// - Throws: `Refusal` if a file is there or cannot be written.
  public func write(to file: URL) throws(Refusal) {
    let boardFile = URL(fileURLWithPath: file.path + ".board")
    let state = first.bytes
    for file in [file, boardFile] where FileManager.default.fileExists(atPath: file.path) {
      throw Refusal(description: "\(file.path): found a file, expected none: keys are never overwritten")
    }
    let contents = [(file, Data(text.utf8)), (boardFile, Data((0..<SealState.byteCount).map { state[$0] }))]
    for (file, data) in contents {
      guard
        FileManager.default.createFile(atPath: file.path, contents: data, attributes: [.posixPermissions: 0o600])
      else { throw Refusal(description: "\(file.path): cannot be written") }
    }
  }

  /// The secret's file: the name, a space, 64 hexadecimal digits, a line feed.
  public var text: String { "\(board) \(seed.hexadecimal)\n" }

  /// Reads a secret's file.
  ///
  /// - Parameter file: Where it is.
  /// - Throws: `Refusal` if it holds something else, is readable by others or cannot be read.
  public init(reading file: URL) throws(Refusal) {
    let path = file.path
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Refusal(description: "\(path): cannot be read, expected a secret made by `prodrome key log-seal`")
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? NSNumber
    guard let mode, mode.intValue & 0o077 == 0 else {
      let found = String((mode?.intValue ?? 0) & 0o777, radix: 8)
      throw Refusal(description: "\(path): found mode \(found), expected 600: a secret that others can read")
    }
    let parts = String(decoding: bytes.prefix(256), as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 65, parts[1].hasSuffix("\n"),
      let seed = Hexadecimal.bytes(parts[1].dropLast()),
      let secret = SealSecret(board: String(parts[0]), seed: seed)
    else {
      throw Refusal(description: "\(path): expected a board's name, a space, 64 hexadecimal digits and a line feed")
    }
    self = secret
  }
}
