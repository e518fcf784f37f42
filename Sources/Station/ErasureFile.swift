import Crypto
import Foundation

/// What was erased from a log: a file of signed JSON lines in its folder, only ever appended to. Without its line a gap
/// in a log is damage.
public struct ErasureFile {
  /// What is wrong with a line.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    public let path: String
    public let line: Int
    public let found: String

    /// What was found and what was expected.
    public var description: String {
      "\(path):\(line): found \(found), expected an erasure as prodrome log erase writes it, whole and with a fitting "
        + "signature"
    }
  }

  static let name = "erasures.jsonl"

  /// The file.
  let url: URL

  /// Names the file of a log.
  ///
  /// - Parameter log: The log's folder, or a segment's file in it.
  public init(of log: URL) {
    let isFolder = (try? log.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != false
    url = (isFolder ? log : log.deletingLastPathComponent()).appending(path: Self.name)
  }

  /// Reads the erasures; none where there is no file.
  ///
  /// - Returns: They in order.
  /// - Throws: `Refusal`, or a file error.
  public func all() throws -> [LogErasure] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n")
    return try lines.enumerated().map { index, line in
      let place = index + 1
      guard var erasure = try? JSONDecoder().decode(LogErasure.self, from: Data(line.utf8)) else {
        throw Refusal(path: url.path, line: place, found: "what is no erasure")
      }
      let (key, fault) = SignedLine.signer(of: String(line))
      guard let key else {
        throw Refusal(path: url.path, line: place, found: fault ?? "no signature")
      }
      erasure.signer = key
      for stretch in erasure.stretches.indices { erasure.stretches[stretch].erasure = place }
      return erasure
    }
  }

  /// Appends an erasure; it is durable on return.
  func append(_ erasure: LogErasure, signedBy key: SigningKey) throws {
    try SignedLine.append(SignedLine.text(erasure.line, signedBy: key), to: url)
  }
}
