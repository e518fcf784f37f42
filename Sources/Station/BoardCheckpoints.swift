import Foundation
import Vocabulary

/// The checkpoints that a board keeps of what stations fetched from it. What it answers is not believed: its own log
/// may have been set back together with them, and another station may have handed over a false one.
public struct BoardCheckpoints {
  /// What a board keeps.
  public struct Kept: Equatable, Sendable {
    /// The checkpoints' texts.
    public var texts: [String]
    /// What the board itself says is wrong: how its log stands to the farthest place that a station had fetched to; nil
    /// if it goes on from there.
    public var fault: String?
  }

  /// More than eight checkpoints and a line have.
  private static let mostBytes = 12_288
  /// Lines of a checkpoint with one signature.
  private static let lineCount = 6
  /// Exit codes of a board that does not know the request, or keeps no checkpoints.
  private static let unknownCodes: Set<Int32> = [64, 74, 127]
  private let shell: RemoteShell

  /// Names the way to a board.
  public init(_ shell: RemoteShell) {
    self.shell = shell
  }

  /// Asks for what is kept.
  ///
  /// - Returns: It; nil from a board that keeps none.
  /// - Throws: `PullFault`.
  public func kept() throws(PullFault) -> Kept? {
    let command = "checkpoints"
    let bytes: [UInt8]
    do throws(PullFault) {
      bytes = try shell.run(command, limit: Self.mostBytes)
    } catch {
      if case .refused(_, let code, _) = error, Self.unknownCodes.contains(code) { return nil }
      throw error
    }
    return try Self.read(bytes, command: command)
  }

  static func read(_ bytes: [UInt8], command: String) throws(PullFault) -> Kept {
    guard bytes.last == UInt8(ascii: "\n") else {
      throw .cut(command: command, message: "the answer ends within a line: the line was cut")
    }
    let lines = String(decoding: bytes.dropLast(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let fault = fault(in: words)
    guard fault != nil || lines[0] == "whole", (lines.count - 1).isMultiple(of: lineCount) else {
      throw .answer(
        command: command, found: "\(lines.count) lines",
        expected: "`whole`, `behind NAME BYTES`, `changed NAME BYTES` or `gone NAME SEGMENTS`, and six for each")
    }
    let texts = stride(from: 1, to: lines.count, by: lineCount).map { start in
      lines[start..<start + lineCount].joined(separator: "\n") + "\n"
    }
    return Kept(texts: texts, fault: fault)
  }

  private static func fault(in words: [String]) -> String? {
    guard words.count == 3, SegmentName.number(of: words[1]) != nil, UInt64(words[2]) != nil else { return nil }
    return switch words[0] {
    case "behind": "the board's log ended before \(words[1]), byte \(words[2]), which a station had"
    case "changed": "the first \(words[2]) bytes of \(words[1]) on the board are not those that a station had"
    case "gone":
      "\(words[1]), which a station had, is gone from the board although fewer segments followed it than the log keeps, "
        + words[2]
    default: nil
    }
  }

  /// Hands over the newest checkpoint.
  ///
  /// - Parameters:
  ///   - text: The checkpoint.
  ///   - segment: The newest segment that was fetched.
  ///   - written: Bytes of it that are written.
  /// - Throws: `PullFault`; `refused` where the board takes it for none of its log, keeps one that came farther, or
  ///   none at all.
  public func handOver(_ text: String, segment: UInt32, written: Int) throws(PullFault) {
    let command = "checkpoint \(SegmentName.name(of: segment)) \(written)"
    _ = try shell.run(command, limit: 256, first: Array(text.utf8), name: "checkpoint")
  }
}
