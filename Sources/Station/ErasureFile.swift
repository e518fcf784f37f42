import Crypto
import Foundation

/// What was erased from a log: a file of signed JSON lines in its folder, only ever appended to. Without its line a gap
/// in a log is damage. A line is whole or not there, whenever the power is cut: nothing is erased before its line is
/// durable, so one that was cut off all the same, by whatever copied the file, stands for nothing.
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

  /// What the file holds.
  struct Content {
    /// The erasures in order.
    var erasures: [LogErasure] = []
    /// The last line's number, where it was cut off while it was written: nothing was erased for it.
    var cut: Int?
  }

  /// Reads the erasures; none where there is no file. A last line that was cut off is none.
  ///
  /// - Returns: They in order.
  /// - Throws: `Refusal`, or a file error.
  public func all() throws -> [LogErasure] { try read().erasures }

  /// Reads all of the file.
  func read() throws -> Content {
    var content = Content()
    for line in try SignedLine.lines(of: url) where !line.bytes.isEmpty {
      let place = content.erasures.count + 1
      guard var erasure = Self.decoded(line.text) else {
        guard line.isEnded else {
          content.cut = place
          break
        }
        throw Refusal(path: url.path, line: place, found: "what is no erasure")
      }
      let (key, fault) = SignedLine.signer(of: line.text)
      guard let key else {
        throw Refusal(path: url.path, line: place, found: fault ?? "no signature")
      }
      erasure.signer = key
      for stretch in erasure.stretches.indices { erasure.stretches[stretch].erasure = place }
      content.erasures.append(erasure)
    }
    return content
  }

  private static func decoded(_ line: String) -> LogErasure? {
    try? JSONDecoder().decode(LogErasure.self, from: Data(line.utf8))
  }

  /// Appends an erasure; it is durable on return.
  func append(_ erasure: LogErasure, signedBy key: SigningKey) throws {
    try write(SignedLine.text(erasure.line, signedBy: key))
  }

  /// Takes a last line out that was cut off.
  func removeCut() throws { try write(nil) }

  private func write(_ line: String?) throws {
    try SignedLine.append(line, to: url) { Self.decoded($0) != nil }
  }
}
