import Crypto
import Foundation

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
    var marks: [(mark: Mark, signer: String?)] = []
    for (index, line) in try lines().enumerated() where !line.isEmpty {
      guard let mark = try? JSONDecoder().decode(Mark.self, from: Data(line.utf8)) else {
        throw Refusal(path: url.path, line: index + 1, found: "what is no mark")
      }
      let (key, fault) = SignedLine.signer(of: String(line))
      if let fault { throw Refusal(path: url.path, line: index + 1, found: fault) }
      marks.append((mark, key))
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
    try SignedLine.append(SignedLine.text(mark.json, signedBy: key), to: url)
  }

  /// Leaves out marks that are no longer to be kept; the others stay as they are.
  ///
  /// - Parameter isKept: Whether a mark stays.
  /// - Returns: How many were left out.
  /// - Throws: `Refusal`, or a file error.
  public func keep(where isKept: (Mark) -> Bool) throws -> Int {
    let marks = try all()
    let lines = try lines().filter { !$0.isEmpty }
    let kept = zip(lines, marks).filter { isKept($0.1.mark) }.map { $0.0 + "\n" }
    guard kept.count < marks.count else { return 0 }
    try Data(kept.joined().utf8).write(to: url, options: .atomic)
    return marks.count - kept.count
  }

  private func lines() throws -> [Substring] {
    guard FileManager.default.fileExists(atPath: url.path) else { return [] }
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }
}
