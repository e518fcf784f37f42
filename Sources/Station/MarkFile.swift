import Crypto
import Foundation

/// The marks of a log's alarms: a file of JSON lines beside the local copy, only ever appended to. Of several marks of
/// one alarm the last signed one counts, else the last. The board's log is never touched.
///
/// A line is a mark with the author's public key and a signature over the line's bytes without it; both are `null`
/// where no key was given. A signature vouches for its own line: one from which it was taken away is a mark that is not
/// signed, and is shown as one.
public struct MarkFile {
  /// What is wrong with a line.
  public struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
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
  /// - Returns: All lines in order.
  /// - Throws: `Refusal` if a line is no whole mark, or a file error.
  public func all() throws -> [Mark] {
    let (marks, refusals) = try readable()
    if let refusal = refusals.first { throw refusal }
    return marks
  }

  /// Reads the marks that can be read, and says what is wrong with the other lines.
  ///
  /// - Returns: The marks in order, and the lines that are refused.
  /// - Throws: A file error.
  public func readable() throws -> (marks: [Mark], refusals: [Refusal]) {
    var marks: [Mark] = []
    var refusals: [Refusal] = []
    for (index, line) in try SignedLine.lines(of: url).enumerated() where !line.bytes.isEmpty {
      guard var mark = Self.decoded(line.text) else {
        let cut = "a line that was cut off while it was written, which the next prodrome mark takes out"
        refusals.append(Refusal(path: url.path, line: index + 1, found: line.isEnded ? "what is no mark" : cut))
        continue
      }
      let (key, fault) = SignedLine.signer(of: line.text)
      if let fault {
        refusals.append(Refusal(path: url.path, line: index + 1, found: fault))
      } else {
        mark.signer = key
        marks.append(mark)
      }
    }
    return (marks, refusals)
  }

  /// Appends a mark, and takes a line out that was cut off.
  ///
  /// - Parameters:
  ///   - mark: The mark.
  ///   - key: The author's private key, if it is to be signed.
  /// - Throws: A file error.
  public func append(_ mark: Mark, signedBy key: SigningKey?) throws {
    let lock = try lock()
    try SignedLine.append(SignedLine.text(mark.json, signedBy: key), to: url) { Self.decoded($0) != nil }
    withExtendedLifetime(lock) {}
  }

  /// Leaves out marks that are no longer to be kept; the others stay as they are.
  ///
  /// - Parameter isKept: Whether a mark stays.
  /// - Returns: How many were left out.
  /// - Throws: `Refusal`, or a file error.
  public func keep(where isKept: (Mark) -> Bool) throws -> Int {
    let lock = try lock()
    DurableFile.discardUnfinished(url)
    let marks = try all()
    let lines = try SignedLine.lines(of: url).filter { !$0.bytes.isEmpty }
    let kept = zip(lines, marks).filter { isKept($0.1) }.map(\.0.bytes)
    guard kept.count < marks.count else { return 0 }
    try DurableFile.replace(url, with: kept.reduce(into: Data()) { $0 += $1 + [UInt8(ascii: "\n")] })
    withExtendedLifetime(lock) {}
    return marks.count - kept.count
  }

  private static func decoded(_ line: String) -> Mark? { try? JSONDecoder().decode(Mark.self, from: Data(line.utf8)) }

  /// Two people who mark at the same time wait for each other: each writes the file anew.
  private func lock() throws(PullFault) -> FolderLock {
    try FolderLock(url.deletingLastPathComponent(), waits: true)
  }
}
